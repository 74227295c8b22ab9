// What the objective depends on: a bar for each parameter.

/** How much a parameter matters for the objective that is shown, as a share; null where nothing is known of it. */
const importanceOf = (column) => data.importance[state.objective]?.[parameters.indexOf(column)] ?? null;

/** Parameters, those that matter most first; where that is not known, those that explain most by themselves. */
function byImportance() {
  const share = (column) => importanceOf(column) ?? column.effect ?? -1;
  return [...parameters].sort((a, b) => share(b) - share(a) || a.index - b.index);
}

function importanceChart() {
  const most = Math.min(parameters.length, 20);
  return new Chart({
    id: "importance",
    title: "Importance",
    hint: "what sets the best tenth of the trials apart, by PED-ANOVA; click a bar to see its parameter in two dimensions",
    height: Math.min(Math.max(24 * most + 24, 120), 300),
    build({ width, height }) {
      const sorted = byImportance()
        .filter((column) => importanceOf(column) !== null)
        .slice(0, most);
      if (!sorted.length) return "These trials do not tell which parameter matters.";
      const names = sorted.map(({ title }) => title);
      const left = Math.min(Math.max(60, ...names.map((name) => textWidth(name, 12) + 12)), width * 0.45);
      const largest = Math.max(...sorted.map(importanceOf), 1e-9);
      const yAt = (index) => 12 + (index + 0.5) * ((height - 20) / sorted.length);
      const room = width - left - 60;
      const thickness = Math.min((height - 20) / sorted.length - 6, 18);
      const rowAt = (y) =>
        Math.min(Math.max(Math.floor(((y - 12) / (height - 20)) * sorted.length), 0), sorted.length - 1);
      return {
        box: { left, top: 0, width: room, height },
        targets: { trials: [], xs: [] },
        count: sorted.length,
        note: "for being among the best tenth",
        paint(painter) {
          sorted.forEach((column, index) => {
            const share = importanceOf(column);
            const length = Math.max((share / largest) * room, 1);
            painter.text(left - 8, yAt(index), fitted(names[index], left - 10, 12), {
              anchor: "end",
              fill: theme().ink,
              size: 12,
            });
            painter.rects([left, yAt(index) - thickness / 2, length, thickness], { fill: theme().accent });
            painter.text(left + length + 6, yAt(index), `${numberText(100 * share, 2)}%`, {
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
            pairs?.showColumn(sorted[rowAt(place.y)]);
            return true;
          },
        }),
      };
    },
  });
}
