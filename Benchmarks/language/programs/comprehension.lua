local function squares(count)
  local numbers = {}
  for x = 1, count do numbers[x] = 2 * x + 1 end
  local chosen = {}
  for _, x in ipairs(numbers) do
    if x % 3 == 0 then chosen[#chosen + 1] = x * x end
  end
  local total = 0
  for _, x in ipairs(chosen) do total = total + x end
  return total
end

print(squares(1000000))
