from math import sqrt


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def energy(bodies):
    total = 0.0
    for i in range(5):
        a = bodies[i]
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j in range(i + 1, 5):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def simulate(steps, dt):
    bodies = [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.4784176),
        Body(4.8414314, -1.16032, -0.103622, 0.6063264, 2.8119868, -0.0252184, 0.0376937),
        Body(8.3433667, 4.1247986, -0.4035234, -1.0107743, 1.8256624, 0.0084158, 0.0112863),
        Body(12.8943696, -15.1111514, -0.2233076, 1.082791, 0.868713, -0.0108326, 0.0017237),
        Body(15.3796971, -25.9193146, 0.1792588, 0.9790907, 0.594699, -0.034756, 0.0020337),
    ]
    for step in range(steps):
        for i in range(5):
            for j in range(i + 1, 5):
                a = bodies[i]
                b = bodies[j]
                dx = a.x - b.x
                dy = a.y - b.y
                dz = a.z - b.z
                square = dx * dx + dy * dy + dz * dz
                strength = dt / (square * sqrt(square))
                a.vx = a.vx - dx * b.mass * strength
                a.vy = a.vy - dy * b.mass * strength
                a.vz = a.vz - dz * b.mass * strength
                b.vx = b.vx + dx * a.mass * strength
                b.vy = b.vy + dy * a.mass * strength
                b.vz = b.vz + dz * a.mass * strength
        for i in range(5):
            body = bodies[i]
            body.x = body.x + dt * body.vx
            body.y = body.y + dt * body.vy
            body.z = body.z + dt * body.vz
    return energy(bodies)


print(simulate(100000, 0.01))
