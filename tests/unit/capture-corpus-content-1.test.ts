import { LAZY } from '../fixtures/corpus/content-lazy.ts'
import { MOVING } from '../fixtures/corpus/content-moving.ts'
import { SCROLL } from '../fixtures/corpus/content-scroll.ts'
import { TALL } from '../fixtures/corpus/content-tall.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('how tall a page is and what stands still on it', TALL)
testCorpus('what moves along', MOVING)
testCorpus('what scrolls', SCROLL)
testCorpus('what comes late', LAZY)
