import { ADDRESSES, TITLES } from '../fixtures/corpus/ways-addresses.ts'
import { HAZARDS } from '../fixtures/corpus/ways-hazards.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('what pages do', HAZARDS)
testCorpus('what stands in an address', ADDRESSES)
testCorpus('what a page is called', TITLES)
