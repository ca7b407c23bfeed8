export { eventBrief } from './event-brief.js';
export { eventCategory } from './event-category.js';
export { eventMessage, type EventTelling, type EventWords } from './event-message.js';
export { languageNames, languages, localeOf, parseLanguage, type Language } from './language.js';
export {
  disconnectedText,
  maintenanceSentence,
  trayText,
  windowText,
  type StateSentence,
} from './maintenance-sentence.js';
export { agoText, durationText, inText, periodText } from './durations.js';
export { momentInline, momentPhrase, momentText, sinceText, untilText } from './moments.js';
export { noticeText, type NoticeKind } from './notices.js';
export { codeText, codeWords, resultBrief, resultText, stopAuthorText, waitReasonText } from './reasons.js';
