import type { Offence } from './offences.ts'
import { penalCode } from './penal-code.ts'
import type { Text } from './types.ts'

/** BrB 4:11. */
const COMPLAINT: Text = {
  sv: 'Åklagaren får åtala bara om den utsatta anger brottet till åtal, eller om ett åtal behövs av hänsyn till det allmänna. Anteckna om angivelse har gjorts, när och hos vem (BrB 4 kap. 11 §).',
  en: 'The prosecutor may prosecute only if the injured party reports the offence for prosecution, or if the public interest calls for it. Record whether such a report was made, when and to whom (BrB ch. 4 s. 11).',
}

/** BrB 4:11, for offences that it makes a difference for where they were committed. */
const COMPLAINT_UNLESS_PUBLIC: Text = {
  sv: `${COMPLAINT.sv} Det gäller inte det som har skett på allmän plats.`,
  en: `${COMPLAINT.en} This does not hold for what was done in a public place.`,
}

const DEFENSIBLE: Text = {
  sv: 'Den som hade ett försvarligt syfte döms inte, till exempel i seriös nyhetsrapportering. Anteckna vad som är känt om varför det spreds.',
  en: 'Nobody is convicted whose purpose made it defensible, such as serious news reporting. Record what is known of why it was spread.',
}

/** BrB ch. 4: offences against liberty and peace. */
export const LIBERTY_OFFENCES: readonly Offence[] = [
  {
    ...penalCode('4 kap. 4 b §', 'ch. 4 s. 4 b'),
    id: 'olaga-forfoljelse',
    name: { sv: 'Olaga förföljelse', en: 'Unlawful persecution' },
    maxMonths: 48,
    penalty: { sv: 'Fängelse i högst fyra år', en: 'Imprisonment for at most four years' },
    elements: [
      {
        id: 'olaga-forfoljelse.flera-brott',
        text: {
          sv: 'Samma person har begått flera brott mot den utsatta, och de finns i lagens lista, till exempel olaga hot, ofredande, förtal eller förolämpning mot tjänsteman.',
          en: 'The same person committed several offences against the victim, and they are on the list in the law, such as unlawful threat, molestation, defamation or insult to a public servant.',
        },
      },
      {
        id: 'olaga-forfoljelse.upprepning',
        text: {
          sv: 'Varje gärning hör till ett mönster: den utsattas integritet har kränkts om och om igen.',
          en: 'Each act belongs to a pattern: the victim’s integrity was violated again and again.',
        },
      },
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: false,
    notes: {
      sv: 'Vilka brott som räknas har ändrats flera gånger. Förolämpning mot tjänsteman och angrepp mot tjänsteman finns först från den 2 juli 2025. Varje gärning behöver en egen dag och egna bevis.',
      en: 'Which offences count has been changed several times. Insult to and attack on a public servant exist only since 2 July 2025. Each act needs a day and evidence of its own.',
    },
  },
  {
    ...penalCode('4 kap. 5 § första stycket', 'ch. 4 s. 5 first paragraph'),
    id: 'olaga-hot',
    name: { sv: 'Olaga hot', en: 'Unlawful threat' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'olaga-hot.hot',
        text: {
          sv: 'Någon har hotat en annan person med att begå ett brott, i ord, bild eller handling.',
          en: 'Somebody threatened another person with committing an offence, in words, pictures or deeds.',
        },
      },
      {
        id: 'olaga-hot.radsla',
        text: {
          sv: 'Hotet är sådant att det typiskt sett gör den hotade allvarligt rädd för sin egen eller någon annans kropp, egendom, frihet eller lugn.',
          en: 'The threat is of a kind that typically makes whoever is threatened seriously afraid for their own or somebody else’s body, property, liberty or peace.',
        },
      },
      {
        id: 'olaga-hot.mottagare',
        text: {
          sv: 'Avsikten var att hotet skulle nå den hotade, direkt eller genom andra.',
          en: 'The threat was meant to reach whoever is threatened, directly or through others.',
        },
      },
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: false,
    notes: {
      sv: 'Den hotade måste inte ha blivit rädd, men skriv ned hur det var och vad som gjordes med anledning av hotet.',
      en: 'The person need not have been frightened, but write down how it was and what was done because of the threat.',
    },
  },
  {
    ...penalCode('4 kap. 5 § andra stycket', 'ch. 4 s. 5 second paragraph'),
    id: 'grovt-olaga-hot',
    name: { sv: 'Grovt olaga hot', en: 'Gross unlawful threat' },
    maxMonths: 48,
    penalty: { sv: 'Fängelse i lägst ett och högst fyra år', en: 'Imprisonment for at least one and at most four years' },
    elements: [
      {
        id: 'grovt-olaga-hot.forstarkt',
        text: {
          sv: 'Hotet har gjorts starkare med vapen, sprängämne eller något som liknar vapen, genom att antyda att andra våldsamma personer står bakom, eller är allvarligt på annat sätt.',
          en: 'The threat was made stronger by a weapon, explosives or something like a weapon, by hinting that other violent people stand behind it, or is serious in another way.',
        },
      },
      {
        id: 'grovt-olaga-hot.hansynslos',
        text: {
          sv: 'Eller: gärningen är på annat sätt särskilt hänsynslös eller farlig.',
          en: 'Or: the act is particularly ruthless or dangerous in another way.',
        },
      },
    ],
    ordinary: 'olaga-hot',
    complaint: null,
    publicAuthority: false,
    notes: null,
  },
  {
    ...penalCode('4 kap. 6 b §', 'ch. 4 s. 6 b'),
    id: 'olovlig-identitetsanvandning',
    name: { sv: 'Olovlig identitetsanvändning', en: 'Unlawful use of identity' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'olovlig-identitetsanvandning.uppgifter',
        text: {
          sv: 'Någon har utan lov använt den utsattas identitetsuppgifter, till exempel namn, bild eller personnummer.',
          en: 'Somebody used the victim’s identity data without permission, such as name, picture or personal number.',
        },
      },
      {
        id: 'olovlig-identitetsanvandning.utger-sig',
        text: { sv: 'Den personen har därmed utgett sig för att vara den utsatta.', en: 'That person thereby posed as the victim.' },
      },
      {
        id: 'olovlig-identitetsanvandning.skada',
        text: {
          sv: 'Det har lett till skada eller besvär för den utsatta. Tiden räknas från den dag det inträffade.',
          en: 'It led to harm or inconvenience for the victim. Time runs from the day that happened.',
        },
      },
    ],
    ordinary: null,
    complaint: COMPLAINT,
    publicAuthority: false,
    notes: null,
  },
  {
    ...penalCode('4 kap. 6 c §', 'ch. 4 s. 6 c'),
    id: 'olaga-integritetsintrang',
    name: { sv: 'Olaga integritetsintrång', en: 'Unlawful breach of privacy' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'olaga-integritetsintrang.innehall',
        text: {
          sv: 'Det gäller sexualliv, hälsa eller att personen har utsatts för ett brott mot person, frihet eller frid (bild eller uppgift), eller en bild av någon i en mycket utsatt situation eller helt eller delvis naken.',
          en: 'It concerns sex life, health or having been the victim of an offence against the person, liberty or peace (picture or statement), or is a picture of somebody in a very exposed situation or wholly or partly naked.',
        },
      },
      {
        id: 'olaga-integritetsintrang.spridning',
        text: {
          sv: 'Någon har spridit det till fler än ett fåtal och gjort intrång i privatlivet.',
          en: 'Somebody spread it to more than a few and intruded on private life.',
        },
      },
      {
        id: 'olaga-integritetsintrang.skada',
        text: {
          sv: 'Spridningen är sådan att den typiskt sett skadar den det gäller allvarligt.',
          en: 'Spreading it is of a kind that typically harms the person seriously.',
        },
      },
    ],
    ordinary: null,
    complaint: COMPLAINT,
    publicAuthority: false,
    notes: DEFENSIBLE,
  },
  {
    ...penalCode('4 kap. 6 d §', 'ch. 4 s. 6 d'),
    id: 'grovt-olaga-integritetsintrang',
    name: { sv: 'Grovt olaga integritetsintrång', en: 'Gross unlawful breach of privacy' },
    maxMonths: 48,
    penalty: { sv: 'Fängelse i lägst sex månader och högst fyra år', en: 'Imprisonment for at least six months and at most four years' },
    elements: [
      {
        id: 'grovt-olaga-integritetsintrang.skada',
        text: {
          sv: 'Innehållet, sättet att sprida det eller hur långt det spreds är sådant att skadan typiskt sett blir mycket allvarlig.',
          en: 'The content, the way it was spread or how far it spread is such that the harm is typically very serious.',
        },
      },
    ],
    ordinary: 'olaga-integritetsintrang',
    complaint: null,
    publicAuthority: false,
    notes: DEFENSIBLE,
  },
  {
    ...penalCode('4 kap. 7 §', 'ch. 4 s. 7'),
    id: 'ofredande',
    name: { sv: 'Ofredande', en: 'Molestation' },
    maxMonths: 12,
    penalty: { sv: 'Böter eller fängelse i högst ett år', en: 'Fine or imprisonment for at most one year' },
    elements: [
      {
        id: 'ofredande.kontakter',
        text: {
          sv: 'Någon har gått på den utsatta fysiskt, stört med samtal, meddelanden eller andra kontakter, eller betett sig hänsynslöst på annat sätt.',
          en: 'Somebody accosted the victim physically, disturbed them with calls, messages or other contacts, or behaved ruthlessly in another way.',
        },
      },
      {
        id: 'ofredande.frid',
        text: {
          sv: 'Det är sådant att det typiskt sett stör den utsattas lugn så att det verkligen känns.',
          en: 'It is of a kind that typically disturbs the victim’s peace so that it is really felt.',
        },
      },
    ],
    ordinary: null,
    complaint: COMPLAINT_UNLESS_PUBLIC,
    publicAuthority: false,
    notes: null,
  },
  {
    ...penalCode('4 kap. 9 a §', 'ch. 4 s. 9 a'),
    id: 'olovlig-avlyssning',
    name: { sv: 'Olovlig avlyssning', en: 'Unlawful eavesdropping' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'olovlig-avlyssning.hemligt',
        text: {
          sv: 'Någon har i hemlighet lyssnat eller spelat in med ett tekniskt hjälpmedel, utan lov.',
          en: 'Somebody secretly listened or recorded with a technical device, without permission.',
        },
      },
      {
        id: 'olovlig-avlyssning.utomstaende',
        text: {
          sv: 'Det gäller ett samtal mellan andra, tal i enrum eller ett slutet möte som personen inte själv deltar i eller obehörigt har skaffat sig tillträde till.',
          en: 'It is a conversation between others, speech in private or a closed meeting in which the person takes no part or to which they gained access without right.',
        },
      },
    ],
    ordinary: null,
    complaint: COMPLAINT_UNLESS_PUBLIC,
    publicAuthority: false,
    notes: {
      sv: 'Den som själv deltar i ett samtal och spelar in det gör sig inte skyldig till avlyssning. Programmet sätter aldrig den rubriken på en inspelning.',
      en: 'Whoever takes part in a conversation and records it does not eavesdrop. The program never puts that label on a recording.',
    },
  },
]
