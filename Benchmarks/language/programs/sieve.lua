local function primes(limit)
  local is_prime = {}
  for i = 0, limit do is_prime[i] = true end
  local i = 2
  while i * i <= limit do
    if is_prime[i] then
      local multiple = i * i
      while multiple <= limit do
        is_prime[multiple] = false
        multiple = multiple + i
      end
    end
    i = i + 1
  end
  local count = 0
  for i = 2, limit do
    if is_prime[i] then count = count + 1 end
  end
  return count
end

print(primes(2000000))
