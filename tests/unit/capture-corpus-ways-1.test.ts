import { ADDRESSES, TITLES } from '../fixtures/corpus/ways-addresses.ts'
import { HAZARDS } from '../fixtures/corpus/ways-hazards.ts'
import { REDIRECTS } from '../fixtures/corpus/ways-redirects.ts'
import { STATUSES } from '../fixtures/corpus/ways-statuses.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('ways to a page', REDIRECTS)
testCorpus('what servers say', STATUSES)
testCorpus('what pages do', HAZARDS)
testCorpus('what stands in an address', ADDRESSES)
testCorpus('what a page is called', TITLES)
