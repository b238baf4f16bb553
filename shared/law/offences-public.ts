import type { Element, Offence } from './offences.ts'
import { penalCode } from './penal-code.ts'
import type { Text } from './types.ts'

/** Lag (2025:579): the sections as they are now. */
const SINCE = '2025-07-02'

const MATTER: Text = {
  sv: 'Anteckna vilket ärende det gällde: diarienummer, vilket beslut eller vilken åtgärd, när och vem som utövade myndighet.',
  en: 'Record which matter it was: file number, which decision or measure, when and who exercised public authority.',
}

/** BrB 17:1 and 17:2 on former holders, and 17:5. 17:3 has neither. */
const FUNCTIONS: Text = {
  sv: `${MATTER.sv} Den som tidigare har utövat myndighet skyddas för vad som då gjordes. Personal i hälso- och sjukvård, socialtjänst, räddningstjänst, skola och högskola skyddas i hela sin tjänsteutövning (BrB 17 kap. 5 §): anteckna då vad de gjorde i tjänsten.`,
  en: `${MATTER.en} Whoever formerly exercised public authority is protected for what was then done. Staff in health care, social services, rescue services, schools and universities are protected in all of their work (BrB ch. 17 s. 5): then record what they were doing in service.`,
}

/** 17:1 is older than its wording, whose former scale and degrees this data doesn't hold. */
const OLDER_SCALE: Text = {
  sv: `${FUNCTIONS.sv} Straffen är de som gäller sedan den 2 juli 2025. För det som hände tidigare gällde andra straff, och tiden kan vara en annan, även kortare: fråga en jurist.`,
  en: `${FUNCTIONS.en} The penalties are those in force since 2 July 2025. For what happened before, others held and the time may be another, shorter too: ask a lawyer.`,
}

const link = (offence: string): Element => ({
  id: `${offence}.myndighetsutovning`,
  text: {
    sv: 'Det skedde när tjänstemannen utövade myndighet, eller för att tvinga fram, hindra eller hämnas en sådan åtgärd.',
    en: 'It happened while the public servant exercised public authority, or to force, hinder or avenge such a measure.',
  },
})

/** BrB 17:1–17:3: offences against public activity. */
export const PUBLIC_OFFENCES: readonly Offence[] = [
  {
    ...penalCode('17 kap. 1 § första stycket', 'ch. 17 s. 1 first paragraph'),
    id: 'hot-mot-tjansteman',
    name: { sv: 'Våld eller hot mot tjänsteman', en: 'Violence or threat against a public servant' },
    maxMonths: 36,
    penalty: { sv: 'Böter eller fängelse i högst tre år', en: 'Fine or imprisonment for at most three years' },
    elements: [
      {
        id: 'hot-mot-tjansteman.angrepp',
        text: {
          sv: 'Någon har angripit en tjänsteman med våld, eller med hot om att begå ett brott.',
          en: 'Somebody attacked a public servant with violence, or with a threat of committing an offence.',
        },
      },
      link('hot-mot-tjansteman'),
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: true,
    notes: OLDER_SCALE,
  },
  {
    ...penalCode('17 kap. 1 § andra stycket', 'ch. 17 s. 1 second paragraph'),
    id: 'grovt-hot-mot-tjansteman',
    name: { sv: 'Grovt våld eller hot mot tjänsteman', en: 'Gross violence or threat against a public servant' },
    maxMonths: 96,
    penalty: { sv: 'Fängelse i lägst ett år och sex månader och högst åtta år', en: 'Imprisonment for at least one year and six months and at most eight years' },
    elements: [
      {
        id: 'grovt-hot-mot-tjansteman.vald',
        text: { sv: 'Våldet är allvarligt.', en: 'The violence is serious.' },
      },
      {
        id: 'grovt-hot-mot-tjansteman.forstarkt',
        text: {
          sv: 'Eller: hotet har gjorts starkare med vapen, sprängämne eller något som liknar vapen, genom att antyda att andra våldsamma personer står bakom, eller är allvarligt på annat sätt.',
          en: 'Or: the threat was made stronger by a weapon, explosives or something like a weapon, by hinting that other violent people stand behind it, or is serious in another way.',
        },
      },
      {
        id: 'grovt-hot-mot-tjansteman.hansynslos',
        text: {
          sv: 'Eller: gärningen är på annat sätt särskilt hänsynslös eller farlig.',
          en: 'Or: the act is particularly ruthless or dangerous in another way.',
        },
      },
    ],
    ordinary: 'hot-mot-tjansteman',
    complaint: null,
    publicAuthority: true,
    notes: OLDER_SCALE,
  },
  {
    ...penalCode('17 kap. 2 § första och andra styckena', 'ch. 17 s. 2 first and second paragraphs', SINCE),
    id: 'angrepp-mot-tjansteman',
    name: { sv: 'Angrepp mot tjänsteman', en: 'Attack on a public servant' },
    maxMonths: 24,
    penalty: { sv: 'Böter eller fängelse i högst två år', en: 'Fine or imprisonment for at most two years' },
    elements: [
      {
        id: 'angrepp-mot-tjansteman.garning',
        text: {
          sv: 'Någon har angripit en tjänsteman eller dennes närstående genom ett brott, eller genom något annat otillbörligt, eller hot om det, som leder till lidande, skada eller besvär för tjänstemannen.',
          en: 'Somebody attacked a public servant or somebody close to them by an offence, or by something else that is improper, or a threat of it, that causes the public servant suffering, harm or inconvenience.',
        },
      },
      link('angrepp-mot-tjansteman'),
      {
        id: 'angrepp-mot-tjansteman.syfte',
        text: {
          sv: 'Är det inte ett brott i sig: syftet var att tvinga fram, hindra eller hämnas en åtgärd vid myndighetsutövning.',
          en: 'If it is no offence in itself: the purpose was to force, hinder or avenge a measure in the exercise of public authority.',
        },
      },
      {
        id: 'angrepp-mot-tjansteman.annat',
        text: {
          sv: 'Det är varken våld eller hot mot tjänsteman eller förolämpning mot tjänsteman.',
          en: 'It is neither violence or threat against nor insult to a public servant.',
        },
      },
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: true,
    notes: FUNCTIONS,
  },
  {
    ...penalCode('17 kap. 2 § tredje stycket', 'ch. 17 s. 2 third paragraph', SINCE),
    id: 'grovt-angrepp-mot-tjansteman',
    name: { sv: 'Grovt angrepp mot tjänsteman', en: 'Gross attack on a public servant' },
    maxMonths: 72,
    penalty: { sv: 'Fängelse i lägst sex månader och högst sex år', en: 'Imprisonment for at least six months and at most six years' },
    elements: [
      {
        id: 'grovt-angrepp-mot-tjansteman.narstaende',
        text: {
          sv: 'Det gäller allvarligt våld eller ett förstärkt eller annars allvarligt hot mot tjänstemannens närstående.',
          en: 'It is serious violence, or a threat that was made stronger or is otherwise serious, against somebody close to the public servant.',
        },
      },
      {
        id: 'grovt-angrepp-mot-tjansteman.varde',
        text: {
          sv: 'Eller: det gäller stora värden eller har lett till mycket kännbar skada.',
          en: 'Or: it concerns considerable value or led to very severe damage.',
        },
      },
      {
        id: 'grovt-angrepp-mot-tjansteman.hansynslos',
        text: {
          sv: 'Eller: gärningen är på annat sätt särskilt hänsynslös eller farlig.',
          en: 'Or: the act is particularly ruthless or dangerous in another way.',
        },
      },
    ],
    ordinary: 'angrepp-mot-tjansteman',
    complaint: null,
    publicAuthority: true,
    notes: FUNCTIONS,
  },
  {
    ...penalCode('17 kap. 3 §', 'ch. 17 s. 3', SINCE),
    id: 'forolampning-mot-tjansteman',
    name: { sv: 'Förolämpning mot tjänsteman', en: 'Insult to a public servant' },
    maxMonths: 6,
    penalty: { sv: 'Böter eller fängelse i högst sex månader', en: 'Fine or imprisonment for at most six months' },
    elements: [
      {
        id: 'forolampning-mot-tjansteman.riktad',
        text: {
          sv: 'Någon har riktat en beskyllning, ett nedsättande uttalande eller ett förödmjukande beteende mot en tjänsteman.',
          en: 'Somebody aimed an accusation, a disparaging remark or humiliating behaviour at a public servant.',
        },
      },
      {
        id: 'forolampning-mot-tjansteman.vardighet',
        text: {
          sv: 'Det är sådant att det typiskt sett kränker tjänstemannens självkänsla eller värdighet.',
          en: 'It is of a kind that typically offends the public servant’s self-esteem or dignity.',
        },
      },
      link('forolampning-mot-tjansteman'),
    ],
    ordinary: null,
    complaint: null,
    publicAuthority: true,
    notes: MATTER,
  },
]
