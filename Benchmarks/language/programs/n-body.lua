local sqrt = math.sqrt

local function energy(bodies)
  local total = 0.0
  for i = 1, 5 do
    local a = bodies[i]
    total = total + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
    for j = i + 1, 5 do
      local b = bodies[j]
      local dx = a.x - b.x
      local dy = a.y - b.y
      local dz = a.z - b.z
      total = total - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return total
end

local function simulate(steps, dt)
  local bodies = {
    {x = 0.0, y = 0.0, z = 0.0, vx = 0.0, vy = 0.0, vz = 0.0, mass = 39.4784176},
    {x = 4.8414314, y = -1.16032, z = -0.103622, vx = 0.6063264, vy = 2.8119868, vz = -0.0252184, mass = 0.0376937},
    {x = 8.3433667, y = 4.1247986, z = -0.4035234, vx = -1.0107743, vy = 1.8256624, vz = 0.0084158, mass = 0.0112863},
    {x = 12.8943696, y = -15.1111514, z = -0.2233076, vx = 1.082791, vy = 0.868713, vz = -0.0108326, mass = 0.0017237},
    {x = 15.3796971, y = -25.9193146, z = 0.1792588, vx = 0.9790907, vy = 0.594699, vz = -0.034756, mass = 0.0020337},
  }
  for step = 1, steps do
    for i = 1, 5 do
      for j = i + 1, 5 do
        local a, b = bodies[i], bodies[j]
        local dx = a.x - b.x
        local dy = a.y - b.y
        local dz = a.z - b.z
        local square = dx * dx + dy * dy + dz * dz
        local strength = dt / (square * sqrt(square))
        a.vx = a.vx - dx * b.mass * strength
        a.vy = a.vy - dy * b.mass * strength
        a.vz = a.vz - dz * b.mass * strength
        b.vx = b.vx + dx * a.mass * strength
        b.vy = b.vy + dy * a.mass * strength
        b.vz = b.vz + dz * a.mass * strength
      end
    end
    for i = 1, 5 do
      local body = bodies[i]
      body.x = body.x + dt * body.vx
      body.y = body.y + dt * body.vy
      body.z = body.z + dt * body.vz
    end
  end
  return energy(bodies)
end

print(string.format("%.17g", simulate(100000, 0.01)))
