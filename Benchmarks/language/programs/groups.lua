local function rows(count)
  local made = {}
  for i = 1, count do made[i] = {group = "g" .. i % 100, value = i * 0.5} end
  return made
end

local sums, order = {}, {}
for _, row in ipairs(rows(300000)) do
  if not sums[row.group] then
    sums[row.group] = 0.0
    order[#order + 1] = row.group
  end
  sums[row.group] = sums[row.group] + row.value
end
for _, group in ipairs(order) do print(group, sums[group]) end
