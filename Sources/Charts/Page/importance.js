// What the objective depends on: a bar for each parameter.

function importanceChart() {
  const shares = data.importance ?? [];
  const sorted = [...shares].sort((a, b) => b.share - a.share).slice(0, 20);
  const rowHeight = 24;
  return new Chart({
    id: "importance",
    title: "Importance",
    hint: data.importanceMethod,
    height: Math.max(Math.min(sorted.length * rowHeight + 24, 380), 120),
    build({ width, height }) {
      const names = sorted.map(({ column }) => columns[column].title);
      const left = Math.min(Math.max(60, ...names.map((name) => textWidth(name, 12) + 12)), width * 0.45);
      const most = Math.max(...sorted.map(({ share }) => share), 1e-9);
      const yAt = (index) => 12 + (index + 0.5) * ((height - 20) / sorted.length);
      const room = width - left - 60;
      const thickness = Math.min((height - 20) / sorted.length - 6, 18);
      const rowAt = (y) =>
        Math.min(Math.max(Math.floor(((y - 12) / (height - 20)) * sorted.length), 0), sorted.length - 1);
      return {
        box: { left, top: 0, width: room, height },
        targets: { trials: [], xs: [] },
        count: sorted.length,
        note: data.importanceMethod,
        paint(painter) {
          sorted.forEach(({ share }, index) => {
            const length = Math.max((Math.max(share, 0) / most) * room, 1);
            painter.text(left - 8, yAt(index), fitted(names[index], left - 10, 12), {
              anchor: "end",
              fill: theme().ink,
              size: 12,
            });
            painter.rects([left, yAt(index) - thickness / 2, length, thickness], { fill: theme().accent });
            painter.text(left + length + 6, yAt(index), `${numberText(100 * Math.max(share, 0), 2)}%`, {
              anchor: "start",
              fill: theme().muted,
            });
          });
        },
        find: () => -1,
        paintMark: () => null,
        cursor: () => "pointer",
        press: () => ({
          click(place) {
            pairs?.showColumn(columns[sorted[rowAt(place.y)].column]);
            return true;
          },
        }),
      };
    },
  });
}
