local function line(slope, offset)
  return function(x) return slope * x + offset end
end

local function apply(f, count)
  local total = 0
  for i = 1, count do total = total + f(i) end
  return total
end

print(apply(line(3, 7), 2000000))
