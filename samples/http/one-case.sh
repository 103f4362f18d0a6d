#!/usr/bin/env bash
# One pupil from the paper form to the posted notice, and after its period to the archive, by curl alone.
# 一个学生从纸质申请表到张贴公示、公示期满建档备案，全程只用 curl。
#
#   ./one-case.sh URL KEY          e.g. http://127.0.0.1:5000 "$(cat data/administrator.key)"
#   ./one-case.sh URL KEY CASE     after the period: where the case stands, and its history
#
# The server is an empty one: the script brings a school of its own into being. DAY is today by the server's clock; a notice is posted on working days only.
set -euo pipefail

url=$1 admin=$2
day=${DAY:-$(TZ=Asia/Shanghai date +%F)}
root=$(cd "$(dirname "$0")/../.." && pwd)
run=${RUN:-$$-$(date +%s)}

# post KEY PATH JSON [HEADER]: the Idempotency-Key comes of what is sent, so that after a broken line the same can be sent again.
post() {
  printf '%s' "$3" | curl -sS --fail-with-body -X POST "$url$2" -H "Authorization: Bearer $1" -H "Content-Type: application/json" ${4:+-H "$4"} \
    -H "Idempotency-Key: $run-$(printf '%s' "$2$3" | cksum | tr ' ' '-')" --data-binary @-
}
get() { curl -sS --fail-with-body "$url$2" -H "Authorization: Bearer $1"; }
# field NAME: the first text of this name in the answer.
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
# etag: the version that was shown, as If-Match wants it.
etag() { grep -o '"etag":"\\"[0-9]*' | head -n 1 | grep -o '[0-9]*$' | sed 's/.*/If-Match: "&"/'; }
say() { printf '%s\n' "$*" >&2; }

if [ $# -gt 2 ]; then
  get "$admin" "/api/cases/$3" && echo && get "$admin" "/api/cases/$3/summary" && echo
  exit
fi

say "rules 规则包"
texts=$(find "$root/workflows/national" "$root/workflows/calendars" -name '*.json' ! -name '*.case.json' | sort | while read -r file; do
  printf '"%s",' "$(sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' "$file" | tr '\n\t\r' '   ')"
done)
post "$admin" /api/packs "{ \"unit\": \"/\", \"texts\": [ ${texts%,} ] }" > /dev/null

say "school 学校"
post "$admin" /api/org-units '{ "unit": "/", "units": [ { "path": "/sample/", "kind": "school", "name": "示例小学" }, { "path": "/sample/one/", "kind": "class", "name": "一年级1班" } ] }' > /dev/null
# somebody NAME ROLE UNIT: sets who, key.
somebody() {
  who=$(post "$admin" /api/principals "{ \"unit\": \"/\", \"name\": \"$1\", \"kind\": \"machine\", \"grants\": [ { \"role\": \"$2\", \"unit\": \"$3\" } ] }" | field id)
  key=$(post "$admin" /api/api-keys "{ \"unit\": \"/\", \"holder\": \"$who\", \"name\": \"one-case\" }" | field key)
}
somebody 资助员 aid-office /sample/ && office=$key
somebody 班主任 class-teacher /sample/one/ && teacher=$key teacher_id=$who

say "register 名册"
token=$(printf '\xEF\xBB\xBF姓名,性别,出生日期,学号,监护人姓名,班级\n冉小满,女,2019-03-05,20250001,冉大山,一年级1班\n' |
  curl -sS --fail-with-body -X POST "$url/api/people/import?school=/sample/" -H "Authorization: Bearer $admin" -H "Content-Type: application/octet-stream" --data-binary @- | field token)
post "$admin" "/api/people/import/$token/apply" '{}' > /dev/null
pupil=$(post "$admin" /api/people/search '{ "text": "冉小满", "below": "/sample/" }' | field id)
post "$admin" /api/committees "{ \"school\": \"/sample/\", \"procedure\": \"k12-determination\", \"body\": \"school-work-group\", \"unit\": \"/sample/\", \"term\": \"${day%%-*}\",
  \"published\": \"$day\", \"invited\": [ \"student-representative\", \"parent-representative\" ], \"members\": [
  { \"id\": \"m1\", \"name\": \"石校长\", \"category\": \"school-leader\", \"chair\": true }, { \"id\": \"m2\", \"name\": \"向老师\", \"category\": \"teacher-representative\" },
  { \"id\": \"m3\", \"name\": \"林会计\", \"category\": \"aid-staff\" } ] }" > /dev/null

say "round 批次"
round=$(post "$office" /api/rounds "{ \"school\": \"/sample/\", \"procedure\": \"k12-determination\", \"schoolYear\": \"${day%%-*}\", \"name\": \"秋季认定\", \"termStart\": \"$day\",
  \"referenceDay\": \"$day\", \"tracks\": [ \"all\" ], \"adoption\": { \"body\": \"学校认定工作组\", \"day\": \"$day\", \"meeting\": \"第 1 次会议\", \"evidenceHash\": \"0f1e2d3c4b5a69788796a5b4c3d2e1f0\" } }" | field id)
# upload KEY OWNER TEXT: a scan; in truth its bytes come out of a scanner. Answers the hash by which steps name it.
upload() {
  bytes="%PDF-1.7 $3 %%EOF"
  id=$(curl -sS --fail-with-body -X POST "$url/api/uploads" -H "Authorization: Bearer $1" -H "Content-Type: application/json" \
    -d "{ \"size\": ${#bytes}, $2 }" | field id)
  printf '%s' "$bytes" | curl -sS --fail-with-body -X POST "$url/api/uploads/$id/append?offset=0" -H "Authorization: Bearer $1" \
    -H "Content-Type: application/octet-stream" --data-binary @- | field hash
}
told=$(upload "$office" '"unit": "/sample/"' 'letter to the families')
post "$office" "/api/rounds/$round/announce" "{ \"track\": \"all\", \"day\": \"$day\", \"channels\": [ \"written-notice\", \"parents-meeting\" ], \"textHash\": \"$told\", \"evidence\": [ \"$told\" ] }" > /dev/null
post "$office" "/api/rounds/$round/window" '{ "track": "all", "opens": "2020-01-01T00:00:00+08:00", "closes": "2099-12-31T00:00:00+08:00" }' > /dev/null

say "application 申请"
case=$(post "$teacher" /api/cases "{ \"round\": \"$round\", \"person\": \"$pupil\", \"track\": \"all\" }" | field id)
# act ACTIVITY VERB JSON: what the teacher may do now, done with the version that he was shown.
act() {
  shown=$(get "$teacher" "/api/cases/$case/actions")
  post "$teacher" "/api/tasks/$(field task <<< "$shown")/$1" "$2" "$(etag <<< "$shown")" > /dev/null
}
act submit "$(sed -e "s/TEACHER/$teacher_id/" -e "s/SCAN/$(upload "$teacher" "\"person\": \"$pupil\"" 'paper form')/" -e "s/LETTER/$(upload "$teacher" "\"person\": \"$pupil\"" 'letter of the village')/" "$(dirname "$0")/application.json")"
say "verification 核实"
act record "{ \"method\": \"home-visit\", \"date\": \"$day\", \"persons\": [ \"$teacher_id\" ], \"finding\": \"与申请内容相符\", \"finish\": true }"

say "list 名单"
list=$(post "$office" /api/rosters "{ \"round\": \"$round\", \"activity\": \"group\", \"unit\": \"/sample/\" }" | field id)
post "$office" "/api/rosters/$list/meet" "{ \"day\": \"$day\", \"mode\": \"in-person\", \"seats\": [ $(for m in m1 m2 m3; do
  printf '{ "member": "%s", "attendance": "present", "substitute": "", "vote": "agree" },' "$m"; done | sed 's/,$//') ] }" > /dev/null
shown=$(get "$office" "/api/rosters/$list")
post "$office" "/api/rosters/$list/decide" "{ \"entries\": [ { \"case\": \"$case\", \"verdict\": \"agree\", \"level\": \"$(field suggested <<< "$shown")\" } ], \"minutes\": \"一致同意\" }" "$(etag <<< "$shown")" > /dev/null

say "publicity 公示"
# The decision goes to the case by itself; until it is there nobody waits for a notice.
for _ in $(seq 100); do
  get "$office" "/api/cases?round=$round" | grep -q '"at":\["publicity"\]' && break
  sleep 0.1
done
notice=$(post "$office" /api/rosters "{ \"round\": \"$round\", \"activity\": \"publicity\", \"unit\": \"/sample/\" }" | field id)
post "$office" "/api/publicities/$notice/post" '{ "where": [ "board" ] }' > /dev/null
say "last day 公示至 $(get "$office" "/api/publicities/$notice" | field lastDay)"
printf '%s\n' "$case"
