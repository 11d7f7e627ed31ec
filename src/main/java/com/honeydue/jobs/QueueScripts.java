package com.honeydue.jobs;

import com.honeydue.redis.Script;

/**
 * The steps of a job in Redis, each indivisible.
 *
 * <pre>
 * hdj:job:ID     hash    what is known of a job; its state is pending, active, later or done
 * hdj:wait:TYPE  list    ids of those that may run, the next one at the right
 * hdj:run:TYPE   zset    ids of those that run, by the end of their lease
 * hdj:later      zset    ids of those that wait for their time
 * hdj:done       zset    ids of those that are done and can still be seen, by when they vanish
 * hdj:unique:…   string  the id of the one job that holds a unique key
 * hdj:rate:TYPE  hash    what is left of a type's runs per second
 * hdj:paused     set     types that nobody may take from
 * hdj:types      set     types that ever were
 * </pre>
 *
 * <p>All times are milliseconds by the clock of Redis, so that workers need not agree on one. Key
 * names are made in the scripts: not for a cluster. Nothing newer than Redis 6.2 is used.
 */
final class QueueScripts {

  /** The key of the set of paused types. */
  static final String PAUSED = "hdj:paused";

  /** What several of them do. */
  static final String COMMON =
      """
      local function clock()
        local time = redis.call('TIME')
        return time[1] * 1000 + math.floor(time[2] / 1000)
      end
      local function ready(id, front)
        local job = 'hdj:job:' .. id
        local type = redis.call('HGET', job, 'type')
        if type then
          redis.call('HSET', job, 'state', 'pending')
          redis.call(front and 'HSETNX' or 'HSET', job, 'ready', clock())
          redis.call(front and 'RPUSH' or 'LPUSH', 'hdj:wait:' .. type, id)
        end
      end
      local function release(job, id)
        local unique = redis.call('HGET', job, 'unique')
        if unique and redis.call('GET', unique) == id then
          redis.call('DEL', unique)
        end
      end
      """;

  /**
   * Takes jobs in. For each job eight arguments: id, type, payload or empty, whether its row is in
   * the outbox, traceparent or empty, when it was made, when it may run or 0, unique key or empty.
   * Answers a list of {@code new}, {@code known} (the id was there) and {@code duplicate} (another
   * job holds the unique key).
   */
  static final Script ENQUEUE =
      Script.of(
          COMMON
              + """
              local now = clock()
              local outcomes = {}
              for i = 1, #ARGV, 8 do
                local id, type, payload, outbox, trace, made, at, unique = unpack(ARGV, i, i + 7)
                local job = 'hdj:job:' .. id
                local lock = 'hdj:unique:' .. type .. ':' .. unique
                if redis.call('EXISTS', job) == 1 then
                  outcomes[#outcomes + 1] = 'known'
                elseif unique ~= '' and not redis.call('SET', lock, id, 'NX') then
                  outcomes[#outcomes + 1] = 'duplicate'
                else
                  redis.call('SADD', 'hdj:types', type)
                  redis.call('HSET', job, 'type', type, 'payload', payload, 'outbox', outbox,
                    'trace', trace, 'made', made, 'attempt', 0)
                  if unique ~= '' then
                    redis.call('HSET', job, 'unique', lock)
                  end
                  if tonumber(at) > now then
                    redis.call('HSET', job, 'state', 'later')
                    redis.call('ZADD', 'hdj:later', at, id)
                  else
                    ready(id, false)
                  end
                  outcomes[#outcomes + 1] = 'new'
                end
              end
              return outcomes
              """);

  /**
   * Hands out jobs. Arguments: who takes them, how long their leases are, how many at most, and
   * then three for each type in the order to look: its name, how many may run at once and how many
   * may begin in a second, 0 for any. Before that, whatever has become due or has lost its worker
   * becomes pending again.
   *
   * <p>Answers three things: how long until a waiting job becomes due, or -1; how many had lost
   * their worker; and of each job its id, type, payload, whether it is in the outbox, traceparent,
   * when it was made, which attempt this is, and the error of the last one.
   */
  static final Script CLAIM =
      Script.of(
          COMMON
              + """
              local now = clock()
              local owner, lease, want = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
              for _, id in ipairs(redis.call('ZRANGEBYSCORE', 'hdj:later', '-inf', now, 'LIMIT', 0, 500)) do
                redis.call('ZREM', 'hdj:later', id)
                ready(id, false)
              end
              local recovered = 0
              local jobs = {}
              for i = 4, #ARGV, 3 do
                local type, most, rate = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
                local running = 'hdj:run:' .. type
                for _, id in ipairs(redis.call('ZRANGEBYSCORE', running, '-inf', now, 'LIMIT', 0, 100)) do
                  redis.call('ZREM', running, id)
                  redis.call('HSET', 'hdj:job:' .. id, 'error', 'worker_lost')
                  ready(id, true)
                  recovered = recovered + 1
                end
                local room = want - #jobs
                if room > 0 and redis.call('SISMEMBER', 'hdj:paused', type) == 1 then
                  room = 0
                end
                if room > 0 and most > 0 then
                  room = math.min(room, most - redis.call('ZCARD', running))
                end
                local bucket, tokens
                if room > 0 and rate > 0 then
                  bucket = redis.call('HMGET', 'hdj:rate:' .. type, 'tokens', 'at')
                  tokens = rate
                  if bucket[1] then
                    tokens = math.min(rate, bucket[1] + (now - bucket[2]) * rate / 1000)
                  end
                  room = math.min(room, math.floor(tokens))
                end
                local taken = 0
                while taken < room do
                  local id = redis.call('RPOP', 'hdj:wait:' .. type)
                  if not id then
                    break
                  end
                  local job = 'hdj:job:' .. id
                  if redis.call('EXISTS', job) == 1 then
                    local known = redis.call('HMGET', job, 'payload', 'outbox', 'trace', 'made', 'error')
                    local attempt = redis.call('HINCRBY', job, 'attempt', 1)
                    redis.call('HSET', job, 'state', 'active', 'owner', owner)
                    redis.call('ZADD', running, now + lease, id)
                    jobs[#jobs + 1] = {id, type, known[1], known[2], known[3], known[4], attempt, known[5] or ''}
                    taken = taken + 1
                  end
                end
                if taken > 0 and tokens then
                  redis.call('HSET', 'hdj:rate:' .. type, 'tokens', tostring(tokens - taken), 'at', now)
                  redis.call('PEXPIRE', 'hdj:rate:' .. type, 2000)
                end
              end
              local first = redis.call('ZRANGE', 'hdj:later', 0, 0, 'WITHSCORES')
              local due = -1
              if first[2] then
                due = math.max(0, first[2] - now)
              end
              return {due, recovered, jobs}
              """);

  /**
   * Extends leases. Arguments: who holds them, for how long, and the type and id of each job.
   * Answers two lists of ids: of those that somebody else has by now, and of those that are not
   * wanted any more.
   */
  static final Script EXTEND =
      Script.of(
          COMMON
              + """
              local now = clock()
              local lost, cancelled = {}, {}
              for i = 3, #ARGV, 2 do
                local id = ARGV[i + 1]
                local known = redis.call('HMGET', 'hdj:job:' .. id, 'owner', 'state', 'cancel')
                if known[1] ~= ARGV[1] or known[2] ~= 'active' then
                  lost[#lost + 1] = id
                else
                  redis.call('ZADD', 'hdj:run:' .. ARGV[i], 'XX', now + ARGV[2], id)
                  if known[3] then
                    cancelled[#cancelled + 1] = id
                  end
                end
              end
              return {lost, cancelled}
              """);

  /**
   * Ends runs. For each six arguments: id, type, who ran it, how it ended, a number and an error or
   * empty. {@code end} ends the job, which can be seen for so many milliseconds more; {@code later}
   * has it tried again after so many; {@code back} does so, too, but as if it had not been taken.
   * Whatever its runner had lost before is left as it is. Answers how many that were.
   */
  static final Script FINISH =
      Script.of(
          COMMON
              + """
              local now = clock()
              local stale = 0
              for i = 1, #ARGV, 6 do
                local id, type, owner, how, number, error = unpack(ARGV, i, i + 5)
                local job = 'hdj:job:' .. id
                local known = redis.call('HMGET', job, 'owner', 'state')
                if known[1] ~= owner or known[2] ~= 'active' then
                  stale = stale + 1
                else
                  redis.call('ZREM', 'hdj:run:' .. type, id)
                  redis.call('HSET', job, 'error', error)
                  if how == 'back' then
                    redis.call('HINCRBY', job, 'attempt', -1)
                  end
                  if how ~= 'end' and tonumber(number) > 0 then
                    redis.call('HSET', job, 'state', 'later')
                    redis.call('ZADD', 'hdj:later', now + number, id)
                  elseif how ~= 'end' then
                    ready(id, how == 'back')
                  else
                    release(job, id)
                    if tonumber(number) > 0 then
                      redis.call('HSET', job, 'state', 'done', 'payload', '')
                      redis.call('PEXPIRE', job, number)
                      redis.call('ZADD', 'hdj:done', now + number, id)
                    else
                      redis.call('DEL', job)
                    end
                  end
                end
              end
              redis.call('ZREMRANGEBYSCORE', 'hdj:done', '-inf', now)
              return stale
              """);

  /**
   * How full the queue is. Arguments: types. Answers how many jobs wait for their time, and for
   * each type how many are pending, how many run, and for how long the oldest pending one could
   * have run, or 0. What was given back or lost its worker could since before.
   */
  static final Script DEPTHS =
      Script.of(
          COMMON
              + """
              local now = clock()
              local depths = {redis.call('ZCARD', 'hdj:later')}
              for _, type in ipairs(ARGV) do
                local waiting = 'hdj:wait:' .. type
                local oldest = redis.call('LINDEX', waiting, -1)
                local ready = oldest and redis.call('HGET', 'hdj:job:' .. oldest, 'ready')
                depths[#depths + 1] = redis.call('LLEN', waiting)
                depths[#depths + 1] = redis.call('ZCARD', 'hdj:run:' .. type)
                depths[#depths + 1] = ready and math.max(0, now - ready) or 0
              end
              return depths
              """);

  private QueueScripts() {}
}
