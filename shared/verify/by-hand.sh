#!/usr/bin/env bash
# Checks this bundle with openssl and coreutils alone: nothing of the program that made it is used.
#
#   bash verify.sh [FOLDER] [FINGERPRINT]
#
# FOLDER is the unpacked bundle, without it the folder that this file lies in. FINGERPRINT is the one on paper (64 hex
# digits, spaces do no harm). Needs bash, openssl 3, sha256sum, find, sed, awk,
# sort, diff, base64. Prints a line a check, the failing file where there is one. Exit status: 0 all that was checked
# holds, 1 something doesn't, 2 the check couldn't be run.
#
# Got this file in the bundle itself? Whoever remade the bundle may have remade it too: read it first, it is short.

export LC_ALL=C
if [ -d "${1:-}" ]; then cd -- "$1" || exit 2; shift; else cd -- "$(dirname -- "$0")" || exit 2; fi
expected=$(printf %s "${*:-}" | tr -d '[:space:]' | tr 'A-F' 'a-f')
failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

for tool in openssl sha256sum find sed awk sort diff base64; do
  command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done

ok() { printf 'ok    %s%s\n' "$1" "${2:+: $2}"; }
not_checked() { printf -- '-     %s: %s\n' "$1" "$2"; }
# Names come from the bundle: nothing but plain characters goes to the terminal.
fail() { printf 'FAIL  %s: %s\n' "$1" "$(printf %s "$2" | tr -c 'A-Za-z0-9._/:, -' '?')"; failed=1; }

sha() { sha256sum | cut -c1-64; }
# plain HEX: whether 32 bytes are a point of full order in its only spelling. openssl doesn't ask, and with other points somebody
# could sign what holds for one reader and not for the next.
plain() {
  local point="${1:0:62}$(printf %02x $((0x0${1:62:2} & 127)))"
  [ ${#point} = 64 ] || return 1
  # The five whose order is small, each with either sign.
  case $point in
    0[01]00000000000000000000000000000000000000000000000000000000000000 | ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f) return 1 ;;
    26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05) return 1 ;;
    c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a) return 1 ;;
  esac
  # Not below 2^255 - 19.
  case $point in e[d-f]"$most" | f?"$most") return 1 ;; esac
}
plain_keys=
most=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
# signed KEY MESSAGE SIGNATURE: a raw Ed25519 signature of 64 bytes over the message as it is
signed() {
  [ "$(wc -c <"$3" | tr -d ' ')" = 64 ] || return 1
  case $plain_keys in *"|$1|"*) ;; *)
    plain "$(openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | tail -c32 | od -An -v -tx1 | tr -d ' \n')" || return 1
    plain_keys="$plain_keys|$1|" ;;
  esac
  plain "$(od -An -v -tx1 -N32 "$3" | tr -d ' \n')" &&
    openssl pkeyutl -verify -rawin -pubin -inkey "$1" -in "$2" -sigfile "$3" >/dev/null 2>&1
}
files() { find . -type f | sed 's|^\./||' | sort; }

# --- plain files only: nothing below may lead elsewhere or never end ---
odd=$(find . ! -type f ! -type d | sed 's|^\./||' | tr '\n' ',' | sed 's/,$//; s/,/, /g')
if [ -n "$odd" ]; then
  fail file-set "$odd"
  echo 'Links and the like have no place in a bundle. The rest was not looked at.'
  exit 1
fi

# --- the export key: is it the one on paper? ---
fingerprint=$(openssl pkey -pubin -in keys/export.pem -outform DER 2>/dev/null | tail -c32 | sha)
if [ -z "$expected" ]; then
  not_checked fingerprint "compare with paper: $(printf %s "$fingerprint" | sed 's/..../& /g')"
elif [ "$fingerprint" = "$expected" ]; then ok fingerprint
else fail fingerprint keys/export.pem; fi

# --- the signature that everything else hangs on ---
if signed keys/export.pem tagmanifest-sha256.txt tagmanifest-sha256.txt.sig; then ok tag-manifest-signature
else fail tag-manifest-signature 'tagmanifest-sha256.txt, tagmanifest-sha256.txt.sig or keys/export.pem'; fi

# --- every file is what the lists say ---
check_list() {
  if [ ! -s "$2" ]; then fail "$1" "$2"; return; fi
  if grep -aqvE '^[0-9a-f]{64}  [A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$' "$2" || [ -n "$(tail -c1 "$2")" ]; then fail "$1" "$2"; fi
  wrong=$(sha256sum --strict -c "$2" </dev/null 2>/dev/null | sed -n 's/: FAILED.*$//p')
  if [ -n "$wrong" ]; then fail "$1" "$(printf %s "$wrong" | tr '\n' ',' | sed 's/,/, /g')"
  elif sha256sum --strict --quiet -c "$2" </dev/null >/dev/null 2>&1; then ok "$1" "$(wc -l <"$2" | tr -d ' ') files"
  else fail "$1" "$2"; fi
}
check_list tag-manifest tagmanifest-sha256.txt
check_list manifest manifest-sha256.txt

# --- no file more or less ---
listed() { cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; printf '%s\n' tagmanifest-sha256.txt tagmanifest-sha256.txt.sig; }
difference=$(diff <(files) <(listed | sort) | sed -n 's/^[<>] //p' | tr '\n' ',' | sed 's/,$//; s/,/, /g')
if [ -n "$difference" ]; then fail file-set "$difference"; else ok file-set; fi

# --- the signed state of the log ---
sed '/^$/,$d' ledger/checkpoint >"$work/body" 2>/dev/null
grep -a '^— ' ledger/checkpoint 2>/dev/null | awk 'NR == 1 {print $3}' | base64 -d 2>/dev/null | tail -c64 >"$work/sig"
if signed keys/log.pem "$work/body" "$work/sig"; then ok checkpoint; else fail checkpoint ledger/checkpoint; fi
size=$(sed -n 2p "$work/body")
# The shell would run what stands in a number.
printf %s "$size" | grep -qxE '0|[1-9][0-9]{0,14}' || size=0
root=$(sed -n 3p "$work/body")

# --- each entry: form, signature, place in the chain and in the log, what it says ---
form='^\{"at":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z","case":"c-[0-9a-f]{32}","kid":"[0-9a-f]{16}","log":"[a-z0-9./-]+",("masking":"sha256:[0-9a-f]{64}",)?"n":(0|[1-9][0-9]{0,14}),"payload":"sha256:[0-9a-f]{64}"'
form="$form"',"prev":(null|"sha256:[0-9a-f]{64}"),"seq":(0|[1-9][0-9]{0,14}),"sig":"[A-Za-z0-9+/]{86}==","type":"[a-z.-]+","v":1\}$'
text() { printf %s "$line" | sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }
number() { printf %s "$line" | sed -E "s/.*\"$1\":([0-9]+).*/\1/"; }
leaf() { (printf '\0'; printf %s "$line") | openssl dgst -sha256 -binary; }

# included INDEX PROOF: RFC 9162, 2.1.3.2, with the leaf hash in $work/hash
included() {
  node=$1; last=$((size - 1))
  while IFS= read -r sibling; do
    [ "$last" -gt 0 ] || return 1
    if [ $((node % 2)) = 1 ] || [ "$node" = "$last" ]; then
      (printf '\1'; printf %s "$sibling" | base64 -d 2>/dev/null; cat "$work/hash") | openssl dgst -sha256 -binary >"$work/next"
      while [ $((node % 2)) = 0 ] && [ "$node" != 0 ]; do node=$((node / 2)); last=$((last / 2)); done
    else
      (printf '\1'; cat "$work/hash"; printf %s "$sibling" | base64 -d 2>/dev/null) | openssl dgst -sha256 -binary >"$work/next"
    fi
    mv "$work/next" "$work/hash"
    node=$((node / 2)); last=$((last / 2))
  done < <(sed '1,2d; /^$/,$d' "$2")
  [ "$last" = 0 ] && [ "$(base64 <"$work/hash" | tr -d '\n')" = "$root" ]
}

# seconds_of AT: whole seconds since 1970 of an entry's time, which has its form. Not every `date` reads one.
seconds_of() {
  local year=$((10#${1:0:4})) month=$((10#${1:5:2})) days
  # Counted from March, so that the leap day ends a year.
  if [ "$month" -lt 3 ]; then year=$((year - 1)); month=$((month + 12)); fi
  days=$((365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + 10#${1:8:2} - 719469))
  echo $((((days * 24 + 10#${1:11:2}) * 60 + 10#${1:14:2}) * 60 + 10#${1:17:2}))
}

# cosigned KEY NAME SEQ AT: the state of the log that the entry made, signed by the log and cosigned as C2SP tlog-cosignature has it:
# 4 bytes of key id, 8 of the time in seconds, 64 of signature. The time is the entry's: otherwise status 2. Lines of other keys
# are passed over; each of this key must hold.
cosigned() {
  state=ledger/prior/$(ls ledger/prior 2>/dev/null | sed -n 's/^\([0-9]\{1,15\}\)\.checkpoint$/\1/p' | sort -n | awk -v seq="$3" '$1 + 0 > seq + 0 {print; exit}').checkpoint
  [ -f "$state" ] || return 1
  sed '/^$/,$d' "$state" >"$work/state"
  grep -a '^— ' "$state" | awk 'NR == 1 {print $3}' | base64 -d 2>/dev/null | tail -c64 >"$work/sig"
  signed keys/log.pem "$work/state" "$work/sig" || return 1
  id=$({ printf '%s\n\4' "$2"; openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | tail -c32; } | sha | cut -c1-8)
  held=0
  while IFS= read -r signature; do
    printf %s "$signature" | base64 -d >"$work/line" 2>/dev/null
    hex=$(od -An -v -tx1 "$work/line" | tr -d ' \n')
    [ "${hex:0:8}" = "$id" ] || continue
    [ ${#hex} = 152 ] || return 1
    seconds=$(printf %d "0x${hex:8:16}" 2>/dev/null)
    { printf 'cosignature/v1\ntime %s\n' "$seconds"; cat "$work/state"; } >"$work/body"
    tail -c64 "$work/line" >"$work/sig"
    signed "$1" "$work/body" "$work/sig" || return 1
    [ "$seconds" = "$(seconds_of "$4")" ] || return 2
    held=1
  done < <(grep -a '^— ' "$state" | awk -v name="$2" '$2 == name {print $3}')
  [ "$held" = 1 ]
}

entries='' chain='' inclusion='' payloads='' cosignatures='' attested=0 count=0 before=null type='' absent=0
while IFS= read -r line; do
  here="ledger/entries.jsonl:$((count + 1))"
  if ! printf %s "$line" | grep -qE "$form"; then entries=${entries:-$here}; count=$((count + 1)); continue; fi
  kid=$(text kid); type=$(text type); seq=$(number seq); seq6=$(printf %06d "$seq")
  printf %s "$line" | sed -E 's/"sig":"[^"]*",//' | tr -d '\n' >"$work/body"
  text sig | base64 -d >"$work/sig" 2>/dev/null
  key="keys/actor-$kid.pem"
  [ "$(openssl pkey -pubin -in "$key" -outform DER 2>/dev/null | tail -c32 | sha | cut -c1-16)" = "$kid" ] || entries=${entries:-$key}
  signed "$key" "$work/body" "$work/sig" || entries=${entries:-$here}
  previous=$(printf %s "$line" | sed -E 's/.*"prev":(null|"[^"]*").*/\1/' | tr -d '"')
  [ "$(number n)" = "$count" ] && [ "$previous" = "$before" ] || chain=${chain:-$here}
  leaf >"$work/hash"
  before="sha256:$(od -An -v -tx1 "$work/hash" | tr -d ' \n')"
  proof="ledger/proofs/$seq6.tlog-proof"
  [ "$(sed -n 2p "$proof" 2>/dev/null)" = "index $seq" ] && [ "$seq" -lt "$size" ] && included "$seq" "$proof" || inclusion=${inclusion:-$proof}
  payload="data/ledger-payloads/$seq6.json"
  if [ ! -f "$payload" ]; then absent=$((absent + 1))
  elif [ "sha256:$(sha <"$payload")" != "$(text payload)" ]; then payloads=${payloads:-$payload}; fi
  if [ "$type" = exhibit.attested ]; then
    attested=$((attested + 1))
    cosigned "$key" "$(text log)/$kid" "$seq" "$(text at)"
    case $? in
      0) ;;
      2) cosignatures=${cosignatures:-$here, cosigned at another time in $state} ;;
      *) cosignatures=${cosignatures:-$here} ;;
    esac
  fi
  count=$((count + 1))
done < <(cat ledger/entries.jsonl 2>/dev/null)

tell() { if [ -n "$2" ]; then fail "$1" "$2"; else ok "$1" "$3"; fi; }
[ "$count" -gt 0 ] || entries=ledger/entries.jsonl
tell entries "$entries" "$count signed with the keys that they name"
tell chain "$chain" 'each continues the one before'
if [ "$type" = bundle.exported ]; then ok completeness 'from the first entry to the export'; else fail completeness ledger/entries.jsonl; fi
tell inclusion "$inclusion" "each stands in the log of $size"
tell payloads "$payloads" 'what the entries say is what was signed'
if [ "$attested" = 0 ]; then not_checked cosignatures 'nobody has attested anything'
else tell cosignatures "$cosignatures" "$attested attestations, the log cosigned by each witness when it was signed"; fi
[ "$absent" = 0 ] || not_checked payloads "$absent are not in the bundle"

# --- the timestamp ---
stamped() {
  cat keys/tsa-*.pem >"$work/tsa.pem" 2>/dev/null &&
    openssl ts -verify "$@" -partial_chain -in ledger/checkpoint.tsr -data ledger/checkpoint \
      -CAfile keys/tsa-ca.pem -untrusted "$work/tsa.pem" >/dev/null 2>&1
}
if [ ! -f ledger/checkpoint.tsr ]; then
  not_checked timestamp 'the bundle holds none: times in it are those of the computer it was made on'
elif stamped; then ok timestamp 'if its authority is to be trusted: see keys/tsa-ca.pem'
elif stamped -no_check_time; then not_checked timestamp 'it holds, but certificates of its authority are not valid today'
else fail timestamp ledger/checkpoint.tsr; fi

# --- timestamps over earlier states of the log, each with its chain in one file ---
earlier() {
  openssl ts -verify "$@" -partial_chain -in "$tsr" -data "${tsr%.tsr}.checkpoint" -CAfile "$tsr.pem" -untrusted "$tsr.pem" >/dev/null 2>&1
}
for tsr in ledger/prior/*.tsr; do
  [ -f "$tsr" ] || continue
  state=$(printf %s "${tsr#ledger/prior/}" | sed -n 's/^\([0-9]\{1,16\}\)\.tsr$/\1/p')
  sed '/^$/,$d' "${tsr%.tsr}.checkpoint" >"$work/body" 2>/dev/null
  grep -a '^— ' "${tsr%.tsr}.checkpoint" 2>/dev/null | awk 'NR == 1 {print $3}' | base64 -d 2>/dev/null | tail -c64 >"$work/sig"
  if [ -z "$state" ] || ! signed keys/log.pem "$work/body" "$work/sig"; then fail timestamp "$tsr"
  elif earlier; then ok timestamp "of the log at $state entries, if its authority is to be trusted: see $tsr.pem"
  elif earlier -no_check_time; then not_checked timestamp "of the log at $state entries: it holds, but certificates of its authority are not valid today"
  else fail timestamp "$tsr"; fi
done

echo
if [ "$failed" = 0 ]; then
  echo 'All that was checked here holds. verify.html checks more: attestations, exhibits against the log, earlier states of it, what was exported.'
else
  echo 'The bundle does not hold.'
fi
exit "$failed"
