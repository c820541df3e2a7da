// Draws every chart of the page from the specification beside it. No expression is compiled (ast),
// so that the page's policy may forbid it.
const read = (element) => JSON.parse(element.textContent);
const config = read(document.getElementById("config"));

for (const place of document.querySelectorAll(".chart")) {
  const specification = read(place.nextElementSibling);
  const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, config };
  vegaEmbed(place, specification, options).catch((failure) => {
    place.textContent = `Cannot draw this chart: ${failure.message}`;
  });
}
