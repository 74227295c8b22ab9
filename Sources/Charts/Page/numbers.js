// Numbers as people read them, and the scales by which they become places. Pure functions.

/** A number with so many significant digits, as hpo writes it: 0.0316, 1500, 1e-7. */
function numberText(value, digits = 4) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const rounded = digits ? Number(value.toPrecision(digits)) : value;
  if (!Number.isFinite(rounded)) return numberText(value, 0);
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-5 || size >= 1e15)) return rounded.toExponential().replace("e+", "e");
  return String(rounded);
}

/** A length of time in at most two units: 250ms, 1.5s, 1min 30s, 2h 5min. */
function durationText(seconds) {
  if (!Number.isFinite(seconds)) return "?";
  if (seconds < 0) return "-" + durationText(-seconds);
  if (seconds === 0) return "0s";
  if (seconds < 0.9995) return numberText(seconds * 1000, 3) + "ms";
  if (seconds < 59.95) return numberText(seconds, 3) + "s";
  const units = [
    ["d", 86400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ];
  for (let i = 0; i + 1 < units.length; i++) {
    const [large, small] = [units[i], units[i + 1]];
    const whole = Math.round(seconds / small[1]);
    const ratio = large[1] / small[1];
    if (whole < ratio) continue;
    const rest = whole % ratio;
    return Math.floor(whole / ratio) + large[0] + (rest ? ` ${rest}${small[0]}` : "");
  }
  return Math.round(seconds) + "s";
}

/** A count with a thin space or comma between thousands, as the reader's language has it. */
const countText = (count) => count.toLocaleString("en");

const plural = (count, noun) => `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;

/** A text cut to a number of characters. */
function shortened(text, length) {
  const characters = Array.from(text);
  return characters.length > length ? characters.slice(0, Math.max(length - 1, 0)).join("") + "…" : text;
}

// MARK: ticks

/** The smallest of 1, 2 and 5 times a power of ten that is no smaller. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/** About `count` round numbers from low to high. */
function linearTicks(low, high, count, isWhole = false) {
  const least = (high - low) / Math.max(count, 1);
  if (!Number.isFinite(least) || !(least > 0)) return low === high ? [low] : [low, high];
  const step = Math.max(roundStep(least), isWhole ? 1 : 0);
  const ticks = [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  for (let i = first; i <= last && ticks.length < 50; i++) ticks.push(Number((i * step).toPrecision(12)) + 0);
  return ticks;
}

/** Powers of ten from low to high, with 2 and 5 times them where there are few, every so many where there are many. */
function logTicks(low, high, count) {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const stride = Math.max(Math.ceil((last - first) / Math.max(count, 2)), 1);
  const factors = last - first <= Math.max(count / 2, 1) ? [1, 2, 5] : [1];
  const ticks = [];
  for (let exponent = first; exponent <= last; exponent += stride) {
    for (const factor of factors) {
      const tick = Number(`${factor}e${exponent}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : linearTicks(low, high, count);
}

/** Round lengths of time. */
function timeTicks(low, high, count) {
  const least = (high - low) / Math.max(count, 1);
  if (!(least > 2)) return linearTicks(low, high, count);
  const steps = [5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
  const step = steps.find((step) => step >= least) ?? 86400 * roundStep(least / 86400);
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high && ticks.length < 50; i++) ticks.push(i * step);
  return ticks;
}

// MARK: scales

/**
 * How values become places from 0 to 1.
 *
 * kind: "linear", "log", "time" (seconds) or "category" (indices of labels). Ends that leave no room are moved apart;
 * a logarithmic scale that would begin at 0 or below is linear.
 */
function makeScale({ kind = "linear", low, high, isWhole = false, labels = [] }) {
  if (kind === "category") [low, high, isWhole] = [-0.5, Math.max(labels.length, 1) - 0.5, true];
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1];
  if (low > high) [low, high] = [high, low];
  if (kind === "log" && !(low > 0)) kind = "linear";
  if (low === high) {
    const margin = isWhole ? 0.5 : Math.abs(low) * 0.05 || 0.5;
    [low, high] = kind === "log" ? [low / 2, high * 2] : [low - margin, high + margin];
  }
  const isLog = kind === "log";
  const [from, to] = isLog ? [Math.log(low), Math.log(high)] : [low / 2, high / 2];
  return {
    kind,
    low,
    high,
    isWhole,
    labels,
    /** The place of a value: below 0 or above 1 outside of the ends, NaN where it has none. */
    at(value) {
      if (isLog) return value > 0 ? (Math.log(value) - from) / (to - from) : NaN;
      return (value / 2 - from) / (to - from);
    },
    /** The value at a place. */
    value(place) {
      const inner = from + place * (to - from);
      return isLog ? Math.exp(inner) : 2 * inner;
    },
    /** About so many values with their texts. */
    ticks(count) {
      if (kind === "category") {
        const stride = Math.max(Math.ceil(labels.length / Math.max(count, 1)), 1);
        return labels.map((text, value) => ({ value, text })).filter(({ value }) => value % stride === 0);
      }
      const make = isLog ? logTicks : kind === "time" ? timeTicks : linearTicks;
      const write = kind === "time" ? durationText : (value) => numberText(value);
      const ticks = make(low, high, count, isWhole);
      return ticks
        .filter((value) => (value >= low && value <= high) || Math.abs(this.at(value) - 0.5) <= 0.5001)
        .map((value) => ({ value, text: write(value) }));
    },
  };
}

/** The finite numbers of a list in ascending order; of a logarithmic axis those above 0. */
function sortedNumbers(values, isLog = false) {
  const kept = [];
  for (const value of values) if (Number.isFinite(value) && (!isLog || value > 0)) kept.push(value);
  return Float64Array.from(kept).sort();
}

/** The ends that leave out what lies far on the worse side, so that a few diverged trials hide no others. */
function readableEnds(values, isMaximized, isLog = false) {
  const sorted = sortedNumbers(values, isLog);
  if (sorted.length === 0) return { low: NaN, high: NaN, beyond: 0 };
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  if (isLog) return { low, high, beyond: 0 };
  const best = isMaximized ? high : low;
  const quartile = sorted[Math.round((isMaximized ? 0.25 : 0.75) * (sorted.length - 1))];
  const limit = best + 3 * (quartile - best);
  const isFar = isMaximized ? low < best + 6 * (quartile - best) : high > best + 6 * (quartile - best);
  if (quartile === best || !isFar || !Number.isFinite(limit)) return { low, high, beyond: 0 };
  const kept = sorted.filter((value) => (isMaximized ? value >= limit : value <= limit));
  return { low: kept[0], high: kept[kept.length - 1], beyond: sorted.length - kept.length };
}

/** An end of a range with some room beside it. */
function withMargin({ low, high }, kind = "linear", margin = 0.04) {
  const scale = makeScale({ kind, low, high });
  return { kind: scale.kind, low: scale.value(-margin), high: scale.value(1 + margin) };
}

/** A number from -0.5 to 0.5 that is always the same for a trial: keeps trials of one category apart. */
const jitter = (trial) => ((trial * 0.6180339887498949) % 1) - 0.5;
