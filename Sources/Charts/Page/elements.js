// What pages and charts are made of: elements, and the controls beside a chart's title.

/** An element with properties, attributes (in `attributes`) and children. */
function element(name, properties = {}, ...children) {
  const { attributes = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const svgElement = (className) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", className);
  return made;
};

/** A choice of columns, or of anything that has a title. */
function chooser(label, options, chosen, choose) {
  const menu = element(
    "select",
    { onchange: () => choose(options[menu.selectedIndex]), attributes: { "aria-label": label, title: label } },
    ...options.map((option) =>
      element("option", { textContent: shortened(option.title, 30), selected: option === chosen }),
    ),
  );
  return menu;
}

/** A box that turns the logarithmic scale of a column on and off. */
function logBox(columnOf, label) {
  const box = element("input", {
    type: "checkbox",
    onchange: () => {
      changeView(() => state.scales.set(columnOf(), box.checked ? "log" : "linear"));
    },
  });
  const made = element("label", { className: "log" }, box, label);
  const show = () => {
    const column = columnOf();
    box.checked = isLog(column);
    made.hidden = !column.isNumeric || !column.numbers.some((value) => value > 0);
  };
  onChange((kind) => kind === "view" && show());
  show();
  return made;
}
