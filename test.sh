#!/usr/bin/env bash
# Builds everything and passes all tests. Ends with one line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")"

need() {
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

command -v dotnet >/dev/null 2>&1 || need "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download (在 PATH 中找不到 dotnet)"
dotnet --version 2>/dev/null | grep -q '^10\.' || need "The .NET SDK must be version 10 (需要 .NET 10 SDK，当前为 $(dotnet --version 2>/dev/null))"

# The dashboard is built with Node and looked at with Chromium; -p:SkipWeb=true builds without, but then not everything is tested.
node_is_enough() { command -v node >/dev/null 2>&1 && node src/StudentAid.Workflow.Web/build/node.mjs; }
if ! node_is_enough && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq >/dev/null
  candidate=$(LC_ALL=C apt-cache policy nodejs | awk '/Candidate:/ { print $2 }')
  # Older systems have a Node that is too old; that one is not put on the machine for nothing.
  if [ -n "$candidate" ] && [ "$candidate" != "(none)" ] && dpkg --compare-versions "$candidate" ge 20.19; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nodejs >/dev/null || need "Installing nodejs failed (安装 nodejs 失败)"
    # Debian keeps npm in a package of its own; others have it in nodejs, beside which that one does not go.
    hash -r
    command -v npm >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq npm >/dev/null || need "Installing npm failed (安装 npm 失败)"
    hash -r
  fi
fi
command -v node >/dev/null 2>&1 || need "Node.js 20.19 or newer is needed for the dashboard: https://nodejs.org (在 PATH 中找不到 node)"
node src/StudentAid.Workflow.Web/build/node.mjs || need "Node.js must be version 20.19 or newer (需要 Node.js 20.19 或更高版本，当前为 $(node --version))"
chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ] || ! fc-list :lang=zh 2>/dev/null | grep -q .; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/dev/null || need "Installing chromium and fonts-noto-cjk failed (安装失败)"
  elif [ ! -x "$chromium" ]; then
    need "Chromium is needed to look at the dashboard: apt-get install chromium fonts-noto-cjk, or set CHROMIUM to its path (找不到 Chromium)"
  fi
fi
export CHROMIUM="$chromium"
if ! command -v curl >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq curl) >/dev/null || need "Installing curl failed (安装 curl 失败)"
  else
    need "curl is needed for samples/http: apt-get install curl (找不到 curl)"
  fi
fi

# What tests start besides themselves (servers, tools) lives a few seconds: see the tests' own setting in Directory.Build.props.
export DOTNET_TieredPGO=0

dotnet restore --locked-mode -v q || need "Restoring packages failed (还原依赖包失败)"
dotnet build --no-restore -c Release -m:2 -v q || need "The build failed (构建失败)"

log=$(mktemp)
web=$(mktemp)
trap 'rm -f "$log" "$web"' EXIT
(cd src/StudentAid.Workflow.Web && node node_modules/vitest/vitest.mjs run --reporter=default --reporter=json --outputFile.json="$web")
webstatus=$?
dotnet test --no-build -c Release -m:1 --nologo 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# One summary line a project: "Passed!  - Failed: 0, Passed: 12, Skipped: 0, Total: 12, …"
read -r passed failed skipped < <(awk '
  /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
    line = $0; gsub(/[^0-9,]/, "", line); split(line, n, ",")
    failed += n[1]; passed += n[2]; skipped += n[3]
  }
  END { print passed + 0, failed + 0, skipped + 0 }' "$log")
read -r webpassed webfailed webskipped < <(node -e '
  let r = {};
  try { r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); } catch { r = { numFailedTests: 1 }; }
  console.log(r.numPassedTests ?? 0, r.numFailedTests ?? 0, r.numPendingTests ?? 0);' "$web")
passed=$((passed + webpassed)) failed=$((failed + webfailed)) skipped=$((skipped + webskipped))
if [ "$webstatus" -ne 0 ]; then status=1; fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$status" -eq 0 ] && [ "$passed" -gt 0 ]
