"use strict";
(() => {
  // Whatever comes from agents goes into the page as text, never as markup.
  const PAUSE = 3000;
  const LIMIT = 8000;
  const NEARLY_FULL = 0.9;
  const $ = (id) => document.getElementById(id);

  const add = (node, ...children) => {
    for (const child of children) {
      if (child !== null && child !== undefined && child !== "") {
        node.append(child);
      }
    }
    return node;
  };
  const make = (tag, name, ...children) => {
    const node = document.createElement(tag);
    if (name) {
      node.className = name;
    }
    return add(node, ...children);
  };

  // --- words ---
  const number = (n) => Math.max(0, Math.round(Number(n) || 0)).toLocaleString("en-US");
  const many = (n, one, more = one + "s") => number(n) + " " + (n === 1 ? one : more);
  const clamp = (part) => Math.min(1, Math.max(0, Number(part) || 0));
  const percent = (part) => (100 * clamp(part)).toFixed(1) + " %";
  const short = (text) => (text.length > 40 ? text.slice(0, 40) + "…" : text);
  const size = (bytes) => {
    const units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let value = Math.max(0, Number(bytes) || 0);
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return (unit === 0 || value >= 99.5 ? value.toFixed(0) : value.toPrecision(2)) + " " + units[unit];
  };
  const span = (seconds) => {
    const s = Math.max(0, Math.round(seconds));
    if (s < 60) return s + " s";
    if (s < 3600) return Math.floor(s / 60) + " min";
    if (s < 86400) return Math.floor(s / 3600) + " h " + Math.floor((s % 3600) / 60) + " min";
    return Math.floor(s / 86400) + " d " + Math.floor((s % 86400) / 3600) + " h";
  };
  const ago = (then, now) => (now - then < 5 ? "just now" : span(now - then) + " ago");
  const clock = () => new Date().toLocaleTimeString();

  const STATES = {
    answering: ["good", "✓", "answering"],
    asked: ["muted", "…", "being asked"],
    silent: ["bad", "✕", "not answering"],
  };
  const state = (word) => STATES[word] || STATES.silent;
  const mark = (kind, sign, words) => {
    const sketch = make("span", "mark", sign);
    sketch.setAttribute("aria-hidden", "true");
    return make("span", kind, sketch, "\u00a0", words);
  };

  // --- what is known of a host ---
  const isBuilt = (host) => Boolean(host.Status && host.Status.Inventory.Built);
  const names = (host) => (isBuilt(host) ? Math.max(0, host.Status.Inventory.Names) : 0);
  const isCounted = (host) => Boolean(host.Status && host.Status.Misplaced.Counted);

  // --- parts of the page ---
  const tile = (title, value, note, kind) =>
    make("div", "", make("dt", "", title), make("dd", kind, value, make("small", kind, note)));

  const summary = (seen) => {
    const hosts = seen.Hosts;
    const good = hosts.filter((host) => host.State === "answering").length;
    const silent = hosts.filter((host) => host.State === "silent").length;
    const built = hosts.filter(isBuilt);
    const counted = hosts.filter(isCounted);
    const wrong = counted.reduce((sum, host) => sum + host.Status.Misplaced.Metrics, 0);
    const all = built.reduce((sum, host) => sum + names(host), 0);
    const unlike = hosts.filter((host) => host.Difference).length;
    const disks = hosts.filter((host) => host.Status && host.Status.Disk.Total > 0);
    disks.sort((a, b) => a.Status.Disk.Free / a.Status.Disk.Total - b.Status.Disk.Free / b.Status.Disk.Total);
    const least = disks[0];
    const tiles = [
      tile("Hosts", good + " of " + hosts.length, silent ? silent + " not answering" : "answering", silent ? "bad" : "good"),
      tile("Metrics", built.length ? number(all) : "–",
        built.length < hosts.length ? "on " + many(built.length, "host") + " of " + hosts.length
          : good < hosts.length ? "some as last heard" : "on all hosts", ""),
      tile("Do not belong", counted.length ? number(wrong) : "–",
        !counted.length ? "not counted yet"
          : counted.length < hosts.length ? "on " + many(counted.length, "host") + " of " + hosts.length
          : wrong ? percent(wrong / all) + " of all metrics" : "all are where they belong",
        wrong ? "warn" : counted.length === hosts.length ? "good" : ""),
      tile("Ring", unlike ? many(unlike, "host differs", "hosts differ") : "agreed",
        unlike ? "see below" : silent ? "by those that answer" : "by all hosts", unlike ? "bad" : "good"),
    ];
    if (least) {
      const free = least.Status.Disk.Free / least.Status.Disk.Total;
      tiles.push(tile("Least disk free", percent(free), least.Host, free < 1 - NEARLY_FULL ? "bad" : ""));
    }
    $("tiles").replaceChildren(...tiles);
    const words = good + " of " + hosts.length + " hosts answer"
      + (unlike ? ", " + unlike + " differ in their ring" : "")
      + (wrong ? ", " + many(wrong, "metric does", "metrics do") + " not belong" : "");
    document.title = (silent || unlike ? "✕ " : wrong ? "! " : "✓ ") + words + " – bucky";
    if ($("said").textContent !== words) {
      $("said").textContent = words;
    }
  };

  const cell = (label, kind, ...children) => {
    const node = make("td", kind, make("span", "", ...children));
    node.setAttribute("role", "cell");
    node.dataset.label = label;
    return node;
  };
  const row = (host, self, now) => {
    const status = host.Status;
    const old = host.State !== "answering";
    const title = make("th", "", host.Host, host.Host === self ? make("small", "", " this host") : "");
    title.setAttribute("role", "rowheader");
    title.scope = "row";
    const detail = host.Error
      ? host.Error + (host.Answered ? "; last heard " + ago(host.Answered, now) : "")
      : host.Difference ? "its ring differs" : "";
    const held = status ? status.Inventory : null;
    let inventory = "not known";
    if (held) {
      inventory = held.State === "failed" ? mark("bad", "✕", "failed")
        : held.Built ? ago(held.Built, now) + (held.State === "building" ? ", looking again" : "")
        : "being built";
    } else if (host.State === "answering") {
      inventory = "not told";
    }
    const counted = isCounted(host);
    const wrong = counted ? status.Misplaced.Metrics : 0;
    const line = make("tr", old ? "muted" : "",
      title,
      cell("State", "", mark(...state(host.State)), detail ? make("small", host.Difference ? "bad" : "", detail) : ""),
      cell("Metrics", "number", isBuilt(host) ? number(names(host)) : "–"),
      cell("Do not belong", "number", !counted ? "–" : wrong ? mark("warn", "!", number(wrong)) : "0"),
      cell("Inventory", "", inventory),
      cell("Up for", "", status && !old ? span(now - status.Started) : "–"),
      cell("Version", "", status ? short(String(status.Version)) : host.State === "answering" ? "buckyd" : "–"));
    line.setAttribute("role", "row");
    return line;
  };

  const bar = (kind, part, label) => {
    const fill = make("span", "fill");
    fill.style.setProperty("--part", 100 * clamp(part) + "%");
    const node = make("div", "bar " + kind, fill);
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", label);
    return node;
  };
  const words = (left, right, note) =>
    make("div", "words", make("b", "", left), make("span", "", right, note ? make("small", "", " " + note) : ""));

  const spread = (hosts) => {
    const all = hosts.reduce((sum, host) => sum + names(host), 0);
    const part = (host) => (all ? names(host) / all : 0);
    const widest = Math.max(0.01, ...hosts.map((host) => Math.max(part(host), host.Share))) * 1.05;
    return hosts.map((host) => {
      const old = host.State !== "answering" ? "when last heard" : "";
      const told = isBuilt(host) ? percent(part(host)) : "not known";
      const ring = "ring " + percent(host.Share);
      const line = bar(old ? "old" : "", part(host) / widest,
        host.Host + " has " + told + " of the metrics, the ring gives it " + percent(host.Share));
      const tick = make("span", "tick");
      tick.style.setProperty("--at", 100 * clamp(host.Share / widest) + "%");
      line.append(tick);
      return make("li", "", words(host.Host, told, ring + (old && isBuilt(host) ? ", " + old : "")), line);
    });
  };

  const disk = (hosts) => hosts.map((host) => {
    const space = host.Status ? host.Status.Disk : null;
    if (!space || space.Total <= 0) {
      return make("li", "", words(host.Host, "not known"), bar("", 0, host.Host + ": not known"));
    }
    const used = clamp(1 - space.Free / space.Total);
    const old = host.State !== "answering";
    const full = used >= NEARLY_FULL;
    const told = size(space.Free) + " free of " + size(space.Total);
    const note = (full ? "nearly full" : "") + (full && old ? ", " : "") + (old ? "when last heard" : "");
    return make("li", "", words(host.Host, told, note),
      bar(full ? "bad" : old ? "old" : "", used, host.Host + ": " + percent(used) + " in use, " + told));
  });

  const jobs = (seen) => {
    const all = new Map();
    seen.Hosts.forEach((host, at) => {
      if (host.Status && host.State === "answering") {
        host.Status.Jobs.forEach((job, number) => {
          const key = job.Id ? "id " + job.Id : at + " " + number;
          const known = all.get(key);
          if (!known || known.job.Done < job.Done) {
            all.set(key, { job, where: job.Id ? "by a client" : "on " + host.Host });
          }
        });
      }
    });
    if (!all.size) {
      return [make("li", "muted", "None.")];
    }
    return [...all.values()].map(({ job, where }) => {
      const known = job.Total > 0;
      const part = known ? clamp(job.Done / job.Total) : 0;
      const elapsed = job.Started ? seen.Time - job.Started : 0;
      const told = [];
      if (known) {
        told.push(number(job.Done) + " of " + number(job.Total), percent(part));
      } else if (job.Done) {
        told.push(number(job.Done) + " done");
      }
      if (job.Bytes) {
        told.push(size(job.Bytes));
      }
      if (elapsed > 0) {
        told.push("for " + span(elapsed));
      }
      if (known && part > 0 && part < 1 && elapsed > 4) {
        told.push("about " + span((elapsed * (1 - part)) / part) + " left");
      }
      const line = make("div", "bar" + (known ? "" : " unknown"), make("span", "fill"));
      line.firstChild.style.setProperty("--part", 100 * part + "%");
      line.setAttribute("role", "progressbar");
      line.setAttribute("aria-label", job.Kind + " " + where);
      if (known) {
        line.setAttribute("aria-valuenow", Math.round(100 * part));
      }
      return make("li", "",
        make("div", "words",
          make("span", "", make("b", "", job.Kind), " " + where, make("small", "", job.Note ? " " + job.Note : "")),
          make("span", "", told.join(", "))),
        line);
    });
  };

  const troubles = (hosts) => {
    const all = [];
    const say = (host, kind, sign, text) => all.push(make("li", "", mark(kind, sign, make("b", "", host.Host)), " ", text));
    for (const host of hosts) {
      if (host.Error) {
        say(host, "bad", "✕", host.Error);
      }
      if (host.Difference) {
        say(host, "bad", "✕", "has another ring: " + host.Difference);
      }
      if (!host.Status || host.State !== "answering") {
        continue;
      }
      const { Inventory: held, Disk: space, Removals: moved } = host.Status;
      if (held.State === "failed") {
        say(host, "bad", "✕", "cannot look for its metrics: " + (held.Failure || "no reason is told"));
      }
      if (held.Unreadable) {
        say(host, "warn", "!", "cannot read " + many(held.Unreadable, "directory", "directories") + "; the metrics there are missing here");
      }
      if (space.Total > 0 && 1 - space.Free / space.Total >= NEARLY_FULL) {
        say(host, "bad", "✕", "its disk is nearly full: " + size(space.Free) + " free of " + size(space.Total));
      }
      for (const text of moved.Troubles) {
        say(host, "warn", "!", text);
      }
    }
    return all;
  };

  const ring = (seen) => {
    const r = seen.Ring;
    const told = r.Algo + " of " + r.Relay + ", " + many(r.Nodes, "node") + ", " + many(r.Replicas, "replica")
      + (r.Diverse ? " on distinct hosts" : "");
    const unlike = seen.Hosts.filter((host) => host.Difference);
    const silent = seen.Hosts.some((host) => host.State !== "answering");
    $("ring").replaceChildren(told + ". ",
      unlike.length ? mark("bad", "✕", "Not all hosts have it:")
        : mark("good", "✓", silent ? "All that answer have it." : "All hosts have it."));
    $("differences").replaceChildren(
      ...unlike.map((host) => make("li", "", make("b", "", host.Host), " ", host.Difference)));
  };

  const show = (seen) => {
    $("self").textContent = "seen from " + seen.Name;
    summary(seen);
    const wrong = troubles(seen.Hosts);
    $("attention").hidden = !wrong.length;
    $("troubles").replaceChildren(...wrong);
    $("hosts").replaceChildren(...seen.Hosts.map((host) => row(host, seen.Name, seen.Time)));
    $("spread").replaceChildren(...spread(seen.Hosts));
    $("disk").replaceChildren(...disk(seen.Hosts));
    $("jobs").replaceChildren(...jobs(seen));
    ring(seen);
    const self = seen.Hosts.find((host) => host.Host === seen.Name);
    $("footer").textContent = self && self.Status
      ? "bucky " + self.Status.Version + ", Java " + self.Status.Java + ". Metrics that do not belong are counted by each host's own ring."
      : "";
    $("content").hidden = false;
  };

  // --- asking ---
  // Not relative to the page's own address, which may have a password in it.
  const source = new URL("overview", location.origin + location.pathname);
  let heard = "";
  let timer = 0;
  let asking = false;

  const live = (kind, sign, text) => {
    $("live").className = "state " + kind;
    $("live").firstElementChild.textContent = sign;
    $("live-words").textContent = text;
  };
  const alarm = (text) => {
    document.body.classList.toggle("stale", Boolean(text));
    $("alarm").hidden = !text;
    if ($("alarm").textContent !== text) {
      $("alarm").textContent = text;
    }
  };
  const lost = (text) => {
    alarm("✕ " + text + (heard ? " What you see is of " + heard + "." : ""));
    live("bad", "✕", heard ? "not live since " + heard : "not live");
    document.title = "✕ not live – bucky";
  };

  const ask = async () => {
    clearTimeout(timer);
    if (asking || document.hidden) {
      return;
    }
    asking = true;
    try {
      const answer = await fetch(source, { cache: "no-store", signal: AbortSignal.timeout(LIMIT) });
      if (answer.status === 401 || answer.status === 403) {
        lost("You may not see this any more: your token has expired or was withdrawn. Load the page again to give another.");
      } else if (!answer.ok) {
        lost("This agent answers " + answer.status + ".");
      } else {
        const seen = await answer.json();
        show(seen);
        heard = clock();
        alarm("");
        live("good", "✓", "live, " + heard);
      }
    } catch (failure) {
      lost("This agent has stopped answering.");
    } finally {
      asking = false;
      if (!document.hidden) {
        timer = setTimeout(ask, PAUSE);
      }
    }
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      live("muted", "‖", "paused" + (heard ? " since " + heard : ""));
    } else {
      ask();
    }
  });
  ask();
})();
