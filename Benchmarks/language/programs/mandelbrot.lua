local function mandelbrot(size, limit)
  local total = 0
  for row = 0, size - 1 do
    local ci = 2.0 * row / size - 1.0
    for column = 0, size - 1 do
      local cr = 3.0 * column / size - 2.0
      local zr, zi, k = 0.0, 0.0, 0
      while k < limit and zr * zr + zi * zi <= 4.0 do
        local following = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = following
        k = k + 1
      end
      total = total + k
    end
  end
  return total
end

print(mandelbrot(300, 80))
