import { DRAWN } from '../fixtures/corpus/content-drawn.ts'
import { FRAMES, SHADOWS } from '../fixtures/corpus/content-frames.ts'
import { testCorpus } from '../support/corpus.ts'

testCorpus('documents inside the page', FRAMES)
testCorpus('shadow trees', SHADOWS)
testCorpus('what is drawn and played', DRAWN)
