package com.honeydue.auth;

import com.honeydue.redis.Script;

/**
 * How Redis keeps tokens. All keys begin with a prefix that names the server process, so a
 * restarted server that found old data on its disk serves none of it.
 *
 * <ul>
 *   <li>{@code clock}: a number that grows with every mark.
 *   <li>{@code t:<hash>}: a known token, {@code <number> <user> <session> …}; the number is what
 *       the clock stood at before the database was asked for it.
 *   <li>{@code u:<user>}, {@code s:<session>}: a hash. Its field {@code at} is a mark: what was
 *       read before the clock stood there counts no more. Every other field is a hold, a change
 *       under way since the second that is its value: while there is one, nothing counts.
 * </ul>
 *
 * A token counts while no mark of its user and session is newer and neither is held. A hold whose
 * process died becomes a mark after {@link #ABANDONED_SECONDS}, which is longer than any statement
 * may take; what was read longer ago than that is not kept at all.
 */
final class TokenScripts {

  static final int ABANDONED_SECONDS = 60;

  private static final String COMMON =
      """
      local abandoned = %d
      local prefix = ARGV[1]

      local function now()
        return tonumber(redis.call('TIME')[1])
      end

      local function clock()
        return redis.call('GET', prefix .. 'clock') or '0'
      end

      local function mark(key, life)
        local at = redis.call('INCR', prefix .. 'clock')
        redis.call('HSET', key, 'at', at)
        redis.call('PEXPIRE', key, life)
        redis.call('PEXPIRE', prefix .. 'clock', 2 * life)
        return at
      end

      local function stands(key, number)
        local fields = redis.call('HGETALL', key)
        for i = 1, #fields, 2 do
          if fields[i] ~= 'at' or tonumber(fields[i + 1]) > number then
            return false
          end
        end
        return true
      end

      local function settle(key, life)
        local fields = redis.call('HGETALL', key)
        for i = 1, #fields, 2 do
          if fields[i] ~= 'at' and now() - tonumber(fields[i + 1]) > abandoned then
            redis.call('HDEL', key, fields[i])
            mark(key, life)
          end
        end
      end

      local function keep(token, number, text, tokenLife, life)
        redis.call('SET', token, number .. ' ' .. text, 'PX', tokenLife)
        redis.call('PEXPIRE', prefix .. 'clock', 2 * life)
      end
      """
          .formatted(ABANDONED_SECONDS);

  /**
   * Looks a token up.
   *
   * <p>{@code KEYS}: the token. {@code ARGV}: the prefix. Answers {@code hit} and the token's text,
   * or {@code miss}, the clock's number and the time in seconds.
   */
  static final Script FIND =
      script(
          """
          local entry = redis.call('GET', KEYS[1])
          if entry then
            local number, user, session = string.match(entry, '^(%d+) (%d+) (%d+) ')
            if stands(prefix .. 'u:' .. user, tonumber(number))
                and stands(prefix .. 's:' .. session, tonumber(number)) then
              return {'hit', string.sub(entry, #number + 2)}
            end
          end
          return {'miss', clock(), now()}
          """);

  /** {@code ARGV}: the prefix. Answers the clock's number and the time in seconds. */
  static final Script NOW = script("return {clock(), now()}");

  /**
   * Keeps a token if what was read of it still counts.
   *
   * <p>{@code KEYS}: the token, its user, its session. {@code ARGV}: the prefix, the number and
   * second before it was read, its text, its life and that of marks in ms. Answers whether it was
   * kept.
   */
  static final Script KEEP =
      script(
          """
          local number, life = tonumber(ARGV[2]), tonumber(ARGV[6])
          settle(KEYS[2], life)
          settle(KEYS[3], life)
          if now() - tonumber(ARGV[3]) > abandoned or not stands(KEYS[2], number) or not stands(KEYS[3], number) then
            return 0
          end
          keep(KEYS[1], ARGV[2], ARGV[4], ARGV[5], life)
          return 1
          """);

  /**
   * Begins a change: until it is released nothing of that user or session counts.
   *
   * <p>{@code KEYS}: the user or session. {@code ARGV}: the prefix, the hold's name, the life of
   * marks in ms. Answers the clock's number and the time in seconds.
   */
  static final Script HOLD =
      script(
          """
          redis.call('HSET', KEYS[1], ARGV[2], now())
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return {clock(), now()}
          """);

  /**
   * Ends a change: what was read before now counts no more.
   *
   * <p>{@code KEYS}: the user or session. {@code ARGV}: the prefix, the hold's name, the life of
   * marks in ms.
   */
  static final Script RELEASE =
      script(
          """
          redis.call('HDEL', KEYS[1], ARGV[2])
          mark(KEYS[1], tonumber(ARGV[3]))
          return 1
          """);

  /**
   * Ends a change and keeps the token it made, if nothing else has changed since it began.
   *
   * <p>{@code KEYS}: the token, its user, its session, which is what was held. {@code ARGV}: as for
   * {@link #KEEP}, then the hold's name.
   */
  static final Script RELEASE_AND_KEEP =
      script(
          """
          local number, life = tonumber(ARGV[2]), tonumber(ARGV[6])
          redis.call('HDEL', KEYS[3], ARGV[7])
          local counts = now() - tonumber(ARGV[3]) <= abandoned and stands(KEYS[2], number) and stands(KEYS[3], number)
          local at = mark(KEYS[3], life)
          if counts then
            keep(KEYS[1], at, ARGV[4], ARGV[5], life)
            return 1
          end
          return 0
          """);

  private TokenScripts() {}

  private static Script script(String body) {
    return Script.of(COMMON + body);
  }
}
