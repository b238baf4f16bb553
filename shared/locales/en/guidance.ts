export const guidance = {
  lead: 'How to support an exposed colleague, step by step.',
  inApp: 'What the app does',
  afterwards: 'Papers from these steps, such as receipts and decisions, can be imported into the case as files.',
  note: 'The steps are advice. They take no position on whether something is a crime; others decide that.',
  steps: {
    s0: {
      title: 'Get the whole picture',
      advice:
        'Contact the communications department and ask for help with media monitoring. Together you will see how widespread the exposure is.',
      app: 'Keep what the communications department finds: capture the links as web pages and import their compilation as a file.',
    },
    s1: {
      title: 'Secure the evidence',
      advice: 'Take screenshots and make sure there is at least one witness to them. Posts can be removed at any time, so do not wait.',
      app: 'Capture web pages, import files and write notes. Then let a colleague witness each exhibit in witness mode.',
    },
    s2: {
      title: 'Report to the platform',
      advice: 'Report abusive and unlawful posts to the channel where they appear. Secure the post first; it may disappear once reported.',
      app: 'Import the receipt for the report and the platform’s decision as files.',
    },
    s3: {
      title: 'Do not reply',
      advice: 'Do not defend yourselves and do not strike back. It mostly makes the abuse and the threats worse.',
      app: 'The app never posts anything. When you capture a page it only reads.',
    },
    s4: {
      title: 'Let somebody else take over the accounts for a while',
      advice:
        'If the threats come to the exposed person’s private accounts, it is good if somebody else looks after them for a time. Then the exposed person and those close to them need not read it all. For somebody outside it is easier to read, report and delete.',
      app: 'Secure before anything is deleted. The mandate can be imported as a file.',
    },
    s5: {
      title: 'Report to the police when needed',
      advice:
        'A police report is an important step, even if you do not believe it will lead anywhere. It shows that what happened is not accepted.',
      app: 'Export the case as an evidence bundle and hand it to the police. The report and the receipt are imported as files.',
    },
    s6: {
      title: 'Ask search engines to remove results',
      advice: 'If a search gives results that are abusive, you can ask the search engine to remove them.',
      app: 'Capture the search results as a web page before you send the request. Import the answer as a file.',
    },
    s7: {
      title: 'The civil route',
      advice:
        'If the police report does not help, the exposed person can seek redress in civil law. Institutet för juridik och internet can help with the inquiry and the proceedings free of charge.',
      app: 'The evidence bundle can also be given to a lawyer.',
    },
  },
} as const
