/** Vad ett vittne skriver under. Varje mening ska vara sann för den som bara har sett det som ligger sparat. */
export const statement = {
  who: 'Jag heter {{name}}.',
  whoWithTitle: 'Jag heter {{name}} och är {{title}}.',
  relation: 'Min relation till den som är utsatt: {{relation}}.',
  shown:
    'Den {{date}} svensk tid ({{utc}} UTC), enligt datorns klocka, visades jag bevis nr {{number}}, ”{{title}}”, i ärendet ”{{caseTitle}}” i valvet ”{{vault}}”.',
  named:
    'Den {{date}} svensk tid ({{utc}} UTC), enligt datorns klocka, skriver jag under för bevis nr {{number}}, ”{{title}}”, i ärendet ”{{caseTitle}}” i valvet ”{{vault}}”.',
  fingerprint: 'Bevisets fingeravtryck börjar med {{fingerprint}}.',
  'saved-image-only': {
    capture:
      'Jag såg den bild av webbsidan som redan var sparad. Jag såg inte originalet på webben. Jag intygar därför inte att sidan såg ut så, bara att det är detta som är sparat.',
    file: 'Jag såg filen så som den redan var sparad. Jag såg inte originalet. Jag intygar därför inte var filen kommer ifrån, bara att det är detta som är sparat.',
    note: 'Jag läste anteckningen så som den redan var sparad. Jag intygar inte att det som står i den har hänt, bara att det är detta som är sparat.',
  },
  'fingerprint-only': 'Jag såg inte innehållet, varken på skärmen eller på annat sätt. Jag intygar bara att programmet angav det här fingeravtrycket för beviset när jag skrev under.',
  beginning: 'Av texten visades bara början.',
  limits: 'Jag intygar inte vem som har skrivit innehållet, och inte heller om det är sant.',
  signing: 'Jag skriver under själv, med min egen lösenfras.',
} as const
