-- Lua's strings never change: whoever grows one collects its parts.
local function numbers(count)
  local parts = {}
  for i = 1, count do parts[#parts + 1] = i .. "," end
  return #table.concat(parts)
end

print(numbers(500000))
