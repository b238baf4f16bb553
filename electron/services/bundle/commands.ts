/**
 * What a person types to check a bundle with openssl, coreutils and jq, in the order in which it counts. The READMEs
 * and the report print these lines as they stand, and a test runs them. `step` is a key of `readme.steps`.
 */
export const BY_HAND = [
  {
    step: 'fingerprint',
    lines: ['openssl pkey -pubin -in keys/export.pem -outform DER | tail -c32 | sha256sum'],
  },
  {
    step: 'signature',
    lines: [
      'openssl pkeyutl -verify -rawin -pubin -inkey keys/export.pem \\',
      '  -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig',
    ],
  },
  {
    step: 'files',
    lines: ['sha256sum --strict -c tagmanifest-sha256.txt && sha256sum --strict -c manifest-sha256.txt'],
  },
  {
    step: 'nothingExtra',
    lines: [
      'diff <(find data -type f | sort) <(cut -c67- manifest-sha256.txt | sort)',
      "diff <(find . -type f ! -path './data/*' ! -name 'tagmanifest-*' -printf '%P\\n' | sort) \\",
      '  <(cut -c67- tagmanifest-sha256.txt | sort)',
      'find . ! -type f ! -type d',
    ],
  },
  {
    step: 'checkpoint',
    lines: [
      "t=$(mktemp -d); sed '/^$/,$d' ledger/checkpoint >$t/b",
      "grep '^— ' ledger/checkpoint | awk '{print $3}' | base64 -d | tail -c64 >$t/s",
      'openssl pkeyutl -verify -rawin -pubin -inkey keys/log.pem -in $t/b -sigfile $t/s',
    ],
  },
  {
    step: 'entry',
    lines: [
      't=$(mktemp -d); l=$(sed -n 2p ledger/entries.jsonl)',
      'jq -cSj \'del(.sig)\' <<<"$l" >$t/b; jq -r .sig <<<"$l" | base64 -d >$t/s',
      'openssl pkeyutl -verify -rawin -pubin \\',
      '  -inkey keys/actor-$(jq -r .kid <<<"$l").pem -in $t/b -sigfile $t/s',
      '(printf \'\\0\'; printf %s "$l") | sha256sum',
    ],
  },
] as const

/** Before unpacking; `export.pem` is a copy of the key whose fingerprint was compared. */
export function zipCommands(name: string): { small: string[]; large: string[] } {
  const check = 'openssl pkeyutl -verify -rawin -pubin -inkey export.pem'
  return {
    small: [`${check} -in ${name}.zip -sigfile ${name}.zip.sig`],
    large: [`t=$(mktemp); sha256sum ${name}.zip >$t`, `${check} -in $t -sigfile ${name}.zip.sig`],
  }
}
