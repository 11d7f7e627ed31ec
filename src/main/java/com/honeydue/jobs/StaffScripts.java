package com.honeydue.jobs;

import com.honeydue.redis.Script;

/** What staff do to the queue. Key names as in {@link QueueScripts}. */
final class StaffScripts {

  /** Of a long list no more is looked at than that: it would hold Redis up. */
  private static final int SCANNED = 5_000;

  /**
   * Jobs in one state. Arguments: {@code pending}, {@code active}, {@code later} or {@code done}, a
   * type or empty, how many to leave out, how many to show. Pending ones begin with the next to
   * run, the others with the first whose lease, waiting or showing ends. Answers id, type,
   * attempts, when it was made, the last error, whether it is in the outbox, and that end or 0.
   */
  static final Script LIST =
      Script.of(
          """
          local state, only, skip, count = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
          local found = {}
          local function see(id, at)
            local known = redis.call('HMGET', 'hdj:job:' .. id, 'type', 'attempt', 'made', 'error', 'outbox')
            if known[1] and (only == '' or known[1] == only) then
              if skip > 0 then
                skip = skip - 1
              elseif #found < count then
                found[#found + 1] = {id, known[1], known[2], known[3], known[4] or '', known[5], at}
              end
            end
          end
          local function scan(key)
            local ids = redis.call('ZRANGE', key, 0, %1$d, 'WITHSCORES')
            for i = 1, #ids, 2 do
              see(ids[i], ids[i + 1])
            end
          end
          local types = only ~= '' and {only} or redis.call('SMEMBERS', 'hdj:types')
          table.sort(types)
          if state == 'later' or state == 'done' then
            scan('hdj:' .. state)
          else
            for _, type in ipairs(types) do
              if state == 'active' then
                scan('hdj:run:' .. type)
              else
                local ids = redis.call('LRANGE', 'hdj:wait:' .. type, -%1$d, -1)
                for i = #ids, 1, -1 do
                  see(ids[i], '0')
                end
              end
            end
          end
          return found
          """
              .formatted(SCANNED));

  /**
   * Has a job that waits for its time run at once. Argument: its id. Answers 1, or 0 when it does
   * not wait.
   */
  static final Script RUN_NOW =
      Script.of(
          QueueScripts.COMMON
              + """
              local id = ARGV[1]
              local job = 'hdj:job:' .. id
              if redis.call('ZREM', 'hdj:later', id) == 0 then
                return 0
              end
              redis.call('HSET', job, 'attempt', 0)
              redis.call('HDEL', job, 'ready')
              ready(id, true)
              return 1
              """);

  /**
   * Forgets a job, or asks its worker to end one that runs. Argument: its id. Answers the state it
   * was in, or empty.
   */
  static final Script DELETE =
      Script.of(
          QueueScripts.COMMON
              + """
              local id = ARGV[1]
              local job = 'hdj:job:' .. id
              local known = redis.call('HMGET', job, 'state', 'type')
              if not known[1] then
                return ''
              end
              if known[1] == 'active' then
                redis.call('HSET', job, 'cancel', 1)
                return 'active'
              end
              redis.call('LREM', 'hdj:wait:' .. known[2], 0, id)
              redis.call('ZREM', 'hdj:later', id)
              redis.call('ZREM', 'hdj:done', id)
              release(job, id)
              redis.call('DEL', job)
              return known[1]
              """);

  private StaffScripts() {}
}
