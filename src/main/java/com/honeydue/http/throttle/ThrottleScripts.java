package com.honeydue.http.throttle;

import com.honeydue.redis.Script;

/**
 * How Redis counts tries. Each key is a hash: {@code tries}, how many there were, and {@code
 * until}, the millisecond before which there may be no other. It expires when it means nothing any
 * more, so what it says of time is Redis' own. {@link Tries} does the same without Redis.
 */
final class ThrottleScripts {

  /**
   * Takes one try from every key, or none of them if one has no more.
   *
   * <p>{@code ARGV}: four numbers for each key: limit, window, first and longest pause, those in
   * ms. Answers three numbers for each key: tries left, ms until there are more, and how many ms
   * too early this try came, 0 if it did not.
   */
  static final Script TAKE =
      Script.of(
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)

          local function rule(i)
            local at = (i - 1) * 4
            return tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
          end

          local function pause(tries, limit, backoff, longest)
            if backoff == 0 or tries < limit then
              return 0
            end
            local long = backoff
            for doubled = limit + 1, tries do
              long = long * 2
              if long >= longest then
                break
              end
            end
            return math.min(long, longest)
          end

          local early, tried, allowed = {}, {}, true
          for i, key in ipairs(KEYS) do
            local limit, window, backoff = rule(i)
            local state = redis.call('HMGET', key, 'tries', 'until')
            tried[i], early[i] = tonumber(state[1] or 0), 0
            if backoff > 0 then
              early[i] = math.max(0, tonumber(state[2] or 0) - now)
            elseif tried[i] >= limit then
              early[i] = math.max(1, redis.call('PTTL', key))
            end
            allowed = allowed and early[i] == 0
          end

          local answer = {}
          for i, key in ipairs(KEYS) do
            local limit, window, backoff, longest = rule(i)
            local more = early[i]
            if allowed then
              tried[i] = tried[i] + 1
              redis.call('HSET', key, 'tries', tried[i])
              more = pause(tried[i], limit, backoff, longest)
              if more > 0 then
                redis.call('HSET', key, 'until', string.format('%.0f', now + more))
              end
              if backoff > 0 or tried[i] == 1 then
                redis.call('PEXPIRE', key, window + more)
              end
            end
            if more == 0 then
              more = math.max(0, redis.call('PTTL', key))
            end
            table.insert(answer, math.max(0, limit - tried[i]))
            table.insert(answer, more)
            table.insert(answer, early[i])
          end
          return answer
          """);

  /**
   * Takes tries back.
   *
   * <p>{@code ARGV}: for each key {@code forget} or {@code return}, and its limit.
   */
  static final Script SETTLE =
      Script.of(
          """
          for i, key in ipairs(KEYS) do
            if ARGV[2 * i - 1] == 'forget' then
              redis.call('DEL', key)
            elseif redis.call('EXISTS', key) == 1 then
              local tries = redis.call('HINCRBY', key, 'tries', -1)
              if tries <= 0 then
                redis.call('DEL', key)
              elseif tries < tonumber(ARGV[2 * i]) then
                redis.call('HDEL', key, 'until')
              end
            end
          end
          return 1
          """);

  private ThrottleScripts() {}
}
