/**
 * The page that the demo captures: a thread of our own making in which a made-up case officer is exposed. Nobody in it
 * exists; the address is only ever served on loopback.
 */

interface Post {
  author: string
  handle: string
  minutes: number
  text: string
  photo: number | null
}

const AUTHORS = [
  ['Sanningen om kommunen', 'sanningenomkommunen'],
  ['Roffe B', 'roffe_b_67'],
  ['Medborgare i Ekstad', 'ekstadbo'],
  ['Kickan', 'kickan.l'],
  ['nattugglan', 'nattugglan__'],
  ['Peo Skog', 'peoskog'],
  ['Tröttpåallt', 'trottpaallt'],
  ['Lena M', 'lena.m.ekstad'],
] as const

const OPENING =
  'Här är hon. Anna Exempelsson på bygglovsenheten i Ekstads kommun. Hon sa nej till min carport och la på luren. ' +
  'Jag spelade in samtalet och lägger ut hela här. Dela så att alla får se vad våra skattepengar går till.'

const COMMENTS = [
  'Samma kärring som strulade med oss förra året. Hon borde inte få ha något jobb alls.',
  'Var jobbar hon? Någon som vet var hon bor?',
  'Hon bor i de gula husen vid kyrkan. Grå Volvo. Bara att titta förbi och säga vad man tycker.',
  'Nu får ni väl lugna er. Hon gör sitt jobb, överklaga beslutet i stället.',
  'Lugna dig själv. Sådana som hon ska inte känna sig säkra.',
  'Jag ringde henne sex gånger i går. Till slut slutade hon svara, haha.',
  'Hennes mejladress ligger på kommunens webbplats. Skriv allihop, så får vi se hur länge hon orkar.',
  'Det där samtalet låter ju helt normalt, hon förklarar bara reglerna.',
  'Vi ses utanför kommunhuset på fredag klockan fyra. Ta med er kameror.',
  'Någon borde lära henne en läxa på riktigt.',
  'Det är precis sånt här som gör att ingen vill jobba på kommunen längre.',
  'Dotterns skola ligger ju på samma gata. Bara säger.',
  'Ta bort det där om dottern. Nu gick du över gränsen.',
  'Gränsen gick hon över när hon la på.',
]

/** Enough for a page of some 20,000 px. */
const POSTS = 98

function posts(): Post[] {
  return Array.from({ length: POSTS }, (_, index) => {
    const [author, handle] = AUTHORS[index === 0 ? 0 : 1 + ((index * 5) % (AUTHORS.length - 1))] ?? AUTHORS[0]
    const text = index === 0 ? OPENING : (COMMENTS[(index - 1) % COMMENTS.length] ?? OPENING)
    return { author, handle, minutes: index * 7, text, photo: index % 9 === 0 ? index / 9 : null }
  })
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function article(post: Post, index: number): string {
  const at = new Date(Date.UTC(2026, 10, 20, 17, 12) + post.minutes * 60_000).toISOString()
  const shown = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Stockholm' }).format(new Date(at))
  const photo = post.photo === null ? '' : `<img class="photo" loading="lazy" src="/bild/${post.photo}.png" width="560" height="315" alt="">`
  return `<article id="inlagg-${index}">
  <img class="avatar" src="/avatar/${post.handle}.svg" width="44" height="44" alt="">
  <div><p class="who"><b>${escape(post.author)}</b> <span>@${post.handle}</span>
  <a href="/trad/4711#inlagg-${index}"><time datetime="${at}">${shown}</time></a></p>
  <p class="text">${escape(post.text)}</p>${photo}
  <p class="count">${(index * 37) % 211} gilla · ${(index * 11) % 43} svar · ${(index * 5) % 29} delningar</p></div>
</article>`
}

export function threadPage(): string {
  return `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Hon sa nej till min carport | Ekstad öppet forum</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>
body{margin:0;font:17px/1.5 "Open Sans",system-ui,sans-serif;background:#eef0f3;color:#1b1f24}
header{position:sticky;top:0;background:#243b53;color:#fff;padding:14px 32px;display:flex;justify-content:space-between}
main{max-width:760px;margin:24px auto;background:#fff;border:1px solid #d5dae1;border-radius:6px}
h1{font-size:26px;margin:0;padding:24px 28px 8px}.meta{margin:0;padding:0 28px 20px;color:#59636f}
article{display:flex;gap:16px;padding:22px 28px;border-top:1px solid #e3e7ec;min-height:170px;box-sizing:border-box}
.who{margin:0}.who span,.who a,.count{color:#59636f;font-size:15px}.text{margin:8px 0}.count{margin:10px 0 0}
.avatar{border-radius:50%;flex:none}.photo{display:block;border-radius:4px;margin-top:8px}footer{padding:32px;text-align:center;color:#59636f}
</style></head><body>
<header><b>Ekstad öppet forum</b><span>Inte inloggad</span></header>
<main><h1>Hon sa nej till min carport</h1>
<p class="meta">Tråd 4711 i gruppen ”Ekstad utan filter” · 3 412 medlemmar · ${POSTS} inlägg · 48 211 visningar</p>
${posts().map(article).join('\n')}
</main><footer>Sidan är påhittad och finns bara i Bevisvalvs demonstration.</footer></body></html>`
}

/** A coloured disc with the first letter. */
export function avatar(handle: string): string {
  const hue = [...handle].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><rect width="44" height="44" fill="hsl(${hue} 45% 42%)"/>
<text x="22" y="29" text-anchor="middle" font-family="sans-serif" font-size="20" fill="#fff">${escape(handle.charAt(0).toUpperCase())}</text></svg>`
}
