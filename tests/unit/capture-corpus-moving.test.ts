import { MOVING } from '../fixtures/corpus/content-moving.ts'
import { SCROLL } from '../fixtures/corpus/content-scroll.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('what moves along', MOVING)
testCorpus('what scrolls', SCROLL)
