/**
 * Stores entries that neither a newer value, nor a tombstone of the key, nor a floor of one of its tags outdates.
 * KEYS: per entry the value's key, then the floor keys of its tags. ARGV: number of entries; per entry version, TTL in ms, text, number of tags.
 * Answers how many were stored. A value starts with its version, so 20 bytes are enough to compare.
 */
export const PUT_SCRIPT = `
local k, a, stored = 1, 2, 0
for _ = 1, tonumber(ARGV[1]) do
  local version, tags = tonumber(ARGV[a]), tonumber(ARGV[a + 3])
  local current = tonumber(string.match(redis.call('GETRANGE', KEYS[k], 0, 20), '^-?%d+'))
  local fresh = current == nil or current <= version
  for t = 1, tags do
    local floor = tonumber(redis.call('GET', KEYS[k + t]) or nil)
    if floor and floor > version then fresh = false end
  end
  if fresh then
    redis.call('SET', KEYS[k], ARGV[a + 2], 'PX', ARGV[a + 1])
    stored = stored + 1
  end
  k, a = k + 1 + tags, a + 4
end
return stored`;

/**
 * Puts a tombstone in place of each older value, and drops every older value that the index of a tag names.
 * KEYS: the values' keys; then per tag its index and its floor. ARGV: number of values, tombstone TTL in ms; per value, then per tag, the lowest version that stays.
 */
export const INVALIDATE_SCRIPT = `
local values, ttl = tonumber(ARGV[1]), ARGV[2]
local function version(key) return tonumber(string.match(redis.call('GETRANGE', key, 0, 20), '^-?%d+')) end
for i = 1, values do
  local current = version(KEYS[i])
  if current == nil or current < tonumber(ARGV[2 + i]) then redis.call('SET', KEYS[i], ARGV[2 + i] .. ' -', 'PX', ttl) end
end
local a = 3 + values
for i = values + 1, #KEYS, 2 do
  local floor = tonumber(ARGV[a])
  local current = tonumber(redis.call('GET', KEYS[i + 1]) or nil)
  if current == nil or current < floor then redis.call('SET', KEYS[i + 1], ARGV[a], 'PX', ttl) end
  for _, member in ipairs(redis.call('ZRANGE', KEYS[i], 0, -1)) do
    local found = version(member)
    if found == nil or found < floor then
      redis.call('UNLINK', member)
      redis.call('ZREM', KEYS[i], member)
    end
  end
  a = a + 1
end
return 1`;
