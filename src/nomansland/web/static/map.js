// The map that moves, laid over the drawn one. Whatever goes wrong here, the drawn map and the table stay.
const frame = document.getElementById("island");
const slider = document.getElementById("m-day");
const told = document.getElementById("m-told");
const note = document.getElementById("m-note");
const DAY = 86400000;
const NEAR = 15;

const canDraw = () => {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
};

// Colours are those of the page, light or dark; the map asks for them again when they change.
const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const colours = () => ({
  paper: tint("sheet"), ink: tint("ink"), soft: tint("soft"), grid: tint("none"), accent: tint("accent"),
  rf: tint("rf"), ua: tint("ua"), both: tint("both"), none: tint("none"),
});
const bySide = (of) => ["match", ["get", "side"], "rf", of.rf, "ua", of.ua, "both", of.both, of.none];

const nothing = { type: "FeatureCollection", features: [] };
const query = (more = {}) => {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(more)) asked.set(name, value);
  return asked.toString();
};
const waiting = new Map();
// The newest question of a kind counts; the one before is given up.
const ask = async (kind, address) => {
  waiting.get(kind)?.abort();
  const stop = new AbortController();
  waiting.set(kind, stop);
  const answer = await fetch(address, { signal: stop.signal, headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${frame.dataset.answered} ${answer.status}.`);
  return answer.json();
};
const quietly = (error) => {
  if (error.name !== "AbortError") note.textContent = `${error.message} ${frame.dataset.reload}`;
};

// Shapes are those of the page's own drawing, in the colour of their side: filled, or an outline for one newsroom.
const SIZE = 44;
const picture = (shape, colour, paper, single) => {
  const canvas = new OffscreenCanvas(SIZE, SIZE);
  const pen = canvas.getContext("2d");
  pen.translate(SIZE / 2, SIZE / 2);
  pen.scale(2, 2);
  const from = document.querySelector(`#shape-${shape} path`);
  const outline = new Path2D(from.getAttribute("d"));
  const rule = from.getAttribute("fill-rule") ?? "nonzero";
  pen.lineWidth = single ? 3.4 : 2.4;
  pen.strokeStyle = paper;
  pen.stroke(outline);
  pen.fillStyle = single ? paper : colour;
  pen.fill(outline, rule);
  if (single) {
    pen.lineWidth = 1.8;
    pen.strokeStyle = colour;
    pen.stroke(outline);
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
};
const tick = (colour) => {
  const canvas = new OffscreenCanvas(8, 28);
  const pen = canvas.getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(3, 0, 2, 14);
  return pen.getImageData(0, 0, 8, 28);
};
const pictures = (map) => {
  const of = colours();
  const put = (name, image) => (map.hasImage(name) ? map.updateImage(name, image) : map.addImage(name, image, { pixelRatio: 2 }));
  for (const group of document.querySelectorAll('[id^="shape-"]')) {
    const shape = group.id.slice(6);
    for (const side of ["rf", "ua", "both", "none"]) {
      for (const single of [false, true]) put(`${shape}-${side}-${single}`, picture(shape, of[side], of.paper, single));
    }
  }
  put("tick", tick(of.soft));
};

const font = ["Desk Sans"];
const layers = (of) => [
  { id: "paper", type: "background", paint: { "background-color": of.paper } },
  { id: "held", type: "fill", source: "line", filter: ["==", ["get", "kind"], "held"], paint: { "fill-color": of.none, "fill-opacity": 0.14 } },
  { id: "raions", type: "line", source: "borders", minzoom: 6.5, filter: ["==", ["get", "level"], "raion"], paint: { "line-color": of.grid, "line-width": 0.6, "line-opacity": 0.5, "line-dasharray": [4, 3] } },
  { id: "oblasts", type: "line", source: "borders", filter: ["==", ["get", "level"], "oblast"], paint: { "line-color": of.grid, "line-width": 1, "line-opacity": 0.7 } },
  { id: "country", type: "line", source: "borders", filter: ["==", ["get", "level"], "country"], paint: { "line-color": of.grid, "line-width": 2 } },
  { id: "towns", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["interpolate", ["linear"], ["get", "rank"], 1, 10.5, 4, 12.5], "text-padding": 6, "symbol-sort-key": ["-", 0, ["get", "rank"]] }, paint: { "text-color": of.soft, "text-halo-color": of.paper, "text-halo-width": 1.4 } },
  { id: "ticks", type: "symbol", source: "line", filter: ["==", ["get", "kind"], "front"], layout: { "symbol-placement": "line", "symbol-spacing": 16, "icon-image": "tick", "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-rotation-alignment": "map" } },
  { id: "front", type: "line", source: "line", filter: ["==", ["get", "kind"], "front"], paint: { "line-color": of.ink, "line-width": 1.8 } },
  { id: "sectors", type: "symbol", source: "line", minzoom: 6, filter: ["all", ["==", ["get", "kind"], "front"], ["!=", ["get", "sector"], ""]], layout: { "symbol-placement": "line-center", "text-field": ["get", "sector"], "text-font": font, "text-size": 11.5, "text-offset": [0, -0.9], "text-max-angle": 60 }, paint: { "text-color": of.ink, "text-halo-color": of.paper, "text-halo-width": 1.6 } },
  { id: "cells", type: "fill", source: "marks", filter: ["==", ["get", "kind"], "cell"], paint: { "fill-color": ["case", [">", ["get", "rf"], ["get", "ua"]], of.rf, [">", ["get", "ua"], ["get", "rf"]], of.ua, of.both], "fill-opacity": ["interpolate", ["linear"], ["log10", ["get", "n"]], 0, 0.08, 4, 0.45], "fill-outline-color": of.none } },
  { id: "areas", type: "fill", source: "marks", filter: ["==", ["get", "kind"], "area"], paint: { "fill-color": bySide(of), "fill-opacity": 0.1 } },
  { id: "edges", type: "line", source: "marks", filter: ["==", ["get", "kind"], "area"], paint: { "line-color": bySide(of), "line-width": 1, "line-dasharray": [3, 3] } },
  { id: "counts", type: "symbol", source: "marks", filter: ["==", ["get", "kind"], "cell"], layout: { "text-field": ["concat", "R ", ["get", "rf"], "\nU ", ["get", "ua"]], "text-font": font, "text-size": 12 }, paint: { "text-color": of.ink, "text-halo-color": of.paper, "text-halo-width": 1.6 } },
  { id: "marks", type: "symbol", source: "marks", filter: ["==", ["get", "kind"], "mark"], layout: { "icon-image": ["concat", ["get", "shape"], "-", ["get", "side"], "-", ["to-string", ["get", "single"]]], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-offset": ["interpolate", ["linear"], ["get", "dx"], -400, ["literal", [-400, 0]], 400, ["literal", [400, 0]]] }, paint: { "icon-opacity": ["case", ["get", "far"], 0.28, 1] } },
  { id: "numbers", type: "symbol", source: "marks", filter: ["all", ["==", ["get", "kind"], "mark"], [">", ["get", "n"], 1]], layout: { "text-field": ["to-string", ["get", "n"]], "text-font": font, "text-size": 12, "text-anchor": "left", "text-allow-overlap": true, "text-ignore-placement": true, "text-offset": ["interpolate", ["linear"], ["get", "dx"], -396, ["literal", [-32.3, 0]], 404, ["literal", [34.3, 0]]] }, paint: { "text-color": of.ink, "text-halo-color": of.paper, "text-halo-width": 1.6, "text-opacity": ["case", ["get", "far"], 0.4, 1] } },
  { id: "places", type: "symbol", source: "marks", minzoom: 6.2, filter: ["all", ["==", ["get", "kind"], "mark"], ["!=", ["get", "name"], ""]], layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 12.5, "text-anchor": "top", "text-offset": [0, 0.8] }, paint: { "text-color": of.ink, "text-halo-color": of.paper, "text-halo-width": 1.8 } },
];

const iso = (time) => new Date(time).toISOString().slice(0, 10);
const sentence = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const island = async () => {
  const { Map: Chart, NavigationControl, Popup, ScaleControl, setWorkerUrl } = await import("/static/maplibre-gl.mjs");
  setWorkerUrl(new URL("/static/maplibre-gl-worker.mjs", location.href).href);
  await document.fonts.load('12px "Desk Sans"');
  const [west, south, east, north] = frame.dataset.window.split(",").map(Number);
  frame.hidden = false;
  const map = new Chart({
    container: "m-map",
    style: {
      version: 8,
      sources: Object.fromEntries(["borders", "names", "line", "marks"].map((name) => [name, { type: "geojson", data: nothing }])),
      layers: layers(colours()),
    },
    bounds: [[west, south], [east, north]],
    maxBounds: [[8, 36], [60, 60]],
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    cooperativeGestures: true,
    locale: { "Map.Title": frame.dataset.title, "ScaleControl.Kilometers": frame.dataset.km, "ScaleControl.Meters": frame.dataset.m, "NavigationControl.ZoomIn": frame.dataset.nearer, "NavigationControl.ZoomOut": frame.dataset.further,
      "CooperativeGesturesHandler.WindowsHelpText": frame.dataset.wheel, "CooperativeGesturesHandler.MacHelpText": frame.dataset.wheel, "CooperativeGesturesHandler.MobileHelpText": frame.dataset.fingers },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
  pictures(map);
  await new Promise((done, fail) => {
    map.once("load", done);
    map.once("error", (event) => fail(event.error));
  });
  document.documentElement.classList.add("moves");
  map.resize();

  const first = slider ? Date.parse(slider.dataset.first) : 0;
  let day = slider ? slider.dataset.now : "";
  let shown = nothing;
  const put = (name, data) => map.getSource(name).setData(data);
  const isFar = (spans) => {
    if (!slider?.dataset.moved || spans.some((span) => span === null)) return false;
    const at = Date.parse(day);
    return spans.every(([from, until]) => at < Date.parse(from) - NEAR * DAY || at > Date.parse(until) + NEAR * DAY);
  };
  const mark = () => {
    for (const one of shown.features) {
      if (one.properties.kind === "mark") one.properties.far = isFar(one.properties.days);
    }
    put("marks", shown);
  };
  let lineNote = "";
  const remark = () => {
    note.textContent = [lineNote, shown.left_out].filter(Boolean).join(" ");
  };
  const look = async () => {
    const edge = map.getBounds();
    const bbox = [edge.getWest(), edge.getSouth(), edge.getEast(), edge.getNorth()].map((one) => one.toFixed(4)).join(",");
    const [found, names] = await Promise.all([
      ask("marks", `/map/marks?${query({ bbox })}`),
      ask("names", `/map/names?bbox=${bbox}`),
    ]);
    shown = found;
    frame.dataset.number = found.number;
    remark();
    mark();
    put("names", names);
  };
  const draw = async () => {
    const found = await ask("line", `/map/line?${new URLSearchParams({ on: day })}`);
    put("line", found);
    frame.dataset.line = found.day ?? "";
    lineNote = found.note;
    remark();
  };

  // The slider: the line of the day, the cursor of the timeline, the address and the links that carry it.
  const cursor = document.querySelector(".mirror .cursor");
  const follow = () => {
    const of = cursor?.ownerSVGElement.dataset;
    if (!of) return;
    const share = (Date.parse(day) - Date.parse(of.first)) / (Date.parse(of.last) - Date.parse(of.first));
    const x = Number(of.left) + share * (Number(of.right) - Number(of.left));
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.setAttribute("visibility", share >= 0 && share <= 1 ? "visible" : "hidden");
  };
  const tell = () => {
    told.textContent = sentence.format(Date.parse(day));
    slider.setAttribute("aria-valuetext", told.textContent);
    follow();
  };
  let pause;
  const moved = () => {
    day = iso(first + Number(slider.value) * DAY);
    slider.dataset.moved = "1";
    tell();
    mark();
    clearTimeout(pause);
    pause = setTimeout(() => {
      const asked = query({ on: day });
      history.replaceState(null, "", `?${asked}`);
      for (const link of document.querySelectorAll("a[data-same]")) link.href = `${link.dataset.same}?${asked}`;
      const field = document.getElementById("f-on");
      if (field) field.value = day;
      draw().catch(quietly);
    }, 90);
  };
  if (slider) {
    slider.max = Math.round((Date.parse(slider.dataset.last) - first) / DAY);
    slider.value = Math.round((Date.parse(day) - first) / DAY);
    if (new URLSearchParams(location.search).get("on")) slider.dataset.moved = "1";
    slider.addEventListener("input", moved);
    tell();
    const play = document.getElementById("m-play");
    let running;
    const stop = () => {
      clearInterval(running);
      running = undefined;
      play.setAttribute("aria-pressed", "false");
      play.textContent = play.dataset.play;
    };
    play.addEventListener("click", () => {
      if (running) return stop();
      if (slider.value === slider.max) slider.value = 0;
      play.setAttribute("aria-pressed", "true");
      play.textContent = play.dataset.stop;
      running = setInterval(() => {
        if (slider.value === slider.max) return stop();
        slider.value = Number(slider.value) + Math.max(1, Math.round(slider.max / 90));
        moved();
      }, 220);
    });
  }

  // A group of one place leads to its row, a wider one opens up; words are set as text, never as markup.
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 12 });
  map.on("mousemove", "marks", (event) => {
    const words = document.createElement("p");
    words.textContent = event.features[0].properties.text;
    map.getCanvas().style.cursor = "pointer";
    popup.setLngLat(event.lngLat).setDOMContent(words).addTo(map);
  });
  map.on("mouseleave", "marks", () => {
    map.getCanvas().style.cursor = "";
    popup.remove();
  });
  map.on("click", "marks", (event) => {
    const { href, places } = event.features[0].properties;
    if (places > 1 && map.getZoom() < 11) map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 });
    else location.assign(href);
  });
  map.on("click", "cells", (event) => map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 1.6 }));
  map.on("moveend", () => look().catch(quietly));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    pictures(map);
    for (const layer of layers(colours())) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name, value);
    }
  });
  const base = async () => put("borders", await ask("borders", "/map/borders"));
  await Promise.all([look(), base(), slider ? draw() : null]);
  map.once("idle", () => (frame.dataset.ready = "1"));
  map.triggerRepaint();
};

if (frame && canDraw()) {
  island().catch((error) => {
    // What is left is the page as it was without script.
    document.documentElement.classList.remove("moves");
    frame.hidden = true;
    note.textContent = error.message;
  });
}
