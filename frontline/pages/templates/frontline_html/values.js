// Values on hover and focus. A mark says where on a drawing a row of the table below it stands: "x y row; …", in the
// drawing's own units. What is told is the table's row itself, so that nothing is here that is not on the page.
for (const drawing of document.querySelectorAll(".drawing[data-marks]")) {
  const plot = drawing.querySelector("svg.plot"), table = drawing.closest("figure").querySelector("details table");
  if (!plot || !table) continue;
  const marks = drawing.dataset.marks.split(";").map((mark) => mark.split(" ").map(Number));
  const heads = [...table.tHead.rows[0].cells], rows = table.tBodies[0].rows;
  const told = document.createElement("div");
  told.className = "told";
  told.hidden = true;
  told.setAttribute("role", "status");
  const spot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  spot.setAttribute("class", "spot");
  spot.setAttribute("r", "5");
  drawing.setAttribute("aria-label", `${drawing.getAttribute("aria-label")}. Arrow keys step through its values.`);
  drawing.append(told);

  let at = -1;
  const hide = () => { told.hidden = true; spot.remove(); at = -1; };
  const show = (next) => {
    if (next === at) return;
    at = next;
    const [x, y, row] = marks[at], [first, ...others] = rows[row].cells;
    const name = document.createElement("strong"), list = document.createElement("dl");
    name.textContent = first.textContent;
    others.forEach((cell, place) => {
      if (!cell.textContent.trim()) return;
      const head = document.createElement("dt"), value = document.createElement("dd");
      head.textContent = heads[place + 1].textContent;
      value.textContent = cell.textContent;
      list.append(head, value);
    });
    told.replaceChildren(name, list);
    told.hidden = false;
    spot.setAttribute("cx", x);
    spot.setAttribute("cy", y);
    plot.append(spot);
    const scale = plot.clientWidth / plot.viewBox.baseVal.width, room = drawing.scrollLeft + drawing.clientWidth;
    const right = x * scale + 14, left = x * scale - 14 - told.offsetWidth;
    const across = right + told.offsetWidth <= room ? right : Math.max(left, drawing.scrollLeft);
    told.style.left = `${across}px`;
    told.style.top = `${Math.max(0, Math.min(y * scale - told.offsetHeight / 2, plot.clientHeight - told.offsetHeight))}px`;
  };
  const nearest = (event) => {
    const box = plot.getBoundingClientRect(), scale = plot.viewBox.baseVal.width / box.width;
    const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
    const far = ([markX, markY]) => (markX - x) ** 2 + (markY - y) ** 2;
    return marks.reduce((best, mark, place) => (far(mark) < far(marks[best]) ? place : best), 0);
  };
  plot.addEventListener("pointermove", (event) => show(nearest(event)));
  plot.addEventListener("pointerdown", (event) => show(nearest(event)));
  plot.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
  drawing.addEventListener("blur", hide);
  drawing.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const end = { Home: 0, End: marks.length - 1 }[event.key];
    if (event.key === "Escape") hide();
    else if (end !== undefined) show(end);
    else if (step) show(at < 0 ? (step > 0 ? 0 : marks.length - 1) : Math.min(Math.max(at + step, 0), marks.length - 1));
    else return;
    event.preventDefault();
  });
}
