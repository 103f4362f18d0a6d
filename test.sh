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

dotnet restore --locked-mode -v q || need "Restoring packages failed (还原依赖包失败)"
dotnet build --no-restore -c Release -m:2 -v q || need "The build failed (构建失败)"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --no-build -c Release -m:1 --nologo 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# One summary line a project: "Passed!  - Failed: 0, Passed: 12, Skipped: 0, Total: 12, …"
read -r passed failed skipped < <(awk '
  /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
    line = $0; gsub(/[^0-9,]/, "", line); split(line, n, ",")
    failed += n[1]; passed += n[2]; skipped += n[3]
  }
  END { print passed + 0, failed + 0, skipped + 0 }' "$log")
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$status" -eq 0 ] && [ "$passed" -gt 0 ]
