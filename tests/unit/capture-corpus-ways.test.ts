import { REDIRECTS } from '../fixtures/corpus/ways-redirects.ts'
import { STATUSES } from '../fixtures/corpus/ways-statuses.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('ways to a page', REDIRECTS)
testCorpus('what servers say', STATUSES)
