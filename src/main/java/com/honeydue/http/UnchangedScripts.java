package com.honeydue.http;

import com.honeydue.redis.Script;

/**
 * How Redis knows which tags are current. All keys begin with a prefix that names the server
 * process, so a restarted server that found old data on its disk serves none of it.
 *
 * <ul>
 *   <li>an entry: the tag of an answer, the keys of its scopes, and the stamp that each had.
 *   <li>a scope's stamp: random, then the moment of the touch in microseconds. A scope that nobody
 *       touched within twice an entry's life has none.
 *   <li>{@code born}: since when nothing was lost. An emptied Redis has forgotten touches, so what
 *       was read before it was emptied may not be kept after.
 * </ul>
 */
final class UnchangedScripts {

  /** When this expires, one reader's entry is not kept. */
  private static final int BORN_SECONDS = 86_400;

  /**
   * The tag of an entry none of whose scopes was touched since.
   *
   * <p>{@code KEYS}: the entry. Answers the tag or nil.
   */
  static final Script FIND =
      Script.of(
          """
          local packed = redis.call('GET', KEYS[1])
          if not packed then
            return false
          end
          local entry = cmsgpack.unpack(packed)
          local stamps = redis.call('MGET', unpack(entry[2]))
          for i, stamp in ipairs(entry[3]) do
            if (stamps[i] or '') ~= stamp then
              return false
            end
          end
          return entry[1]
          """);

  /**
   * Keeps an entry for so long after its read began, unless one of its scopes was touched since.
   *
   * <p>{@code KEYS}: the entry, {@code born}, the scopes. {@code ARGV}: the tag; when the read
   * began by this server's clock, or before, in microseconds; the entry's life in ms. Answers
   * whether it was kept.
   */
  static final Script KEEP =
      Script.of(
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000000 + time[2]
          local began = tonumber(ARGV[2])
          local born = redis.call('GET', KEYS[2])
          if not born then
            redis.call('SET', KEYS[2], string.format('%%.0f', now), 'EX', %d)
            return 0
          end
          local left = math.floor(tonumber(ARGV[3]) - (now - began) / 1000)
          if tonumber(born) >= began or left <= 0 then
            return 0
          end
          local scopes, stamps = {}, {}
          for i = 3, #KEYS do
            local stamp = redis.call('GET', KEYS[i]) or ''
            if stamp ~= '' and tonumber(string.match(stamp, ':(%%d+)$')) >= began then
              return 0
            end
            scopes[#scopes + 1], stamps[#stamps + 1] = KEYS[i], stamp
          end
          redis.call('SET', KEYS[1], cmsgpack.pack({ARGV[1], scopes, stamps}), 'PX', left)
          return 1
          """
              .formatted(BORN_SECONDS));

  /**
   * Touches scopes: no entry that shows one of them counts any more, nor will one whose read has
   * begun.
   *
   * <p>{@code KEYS}: the scopes. {@code ARGV}: a random text, the life of stamps in ms.
   */
  static final Script TOUCH =
      Script.of(
          """
          local time = redis.call('TIME')
          local stamp = ARGV[1] .. ':' .. string.format('%.0f', time[1] * 1000000 + time[2])
          for _, scope in ipairs(KEYS) do
            redis.call('SET', scope, stamp, 'PX', ARGV[2])
          end
          return 1
          """);

  private UnchangedScripts() {}
}
