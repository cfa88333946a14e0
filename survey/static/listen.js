// Reads a question and its choices aloud: a recording where there is one, else the phone's own
// voice. A button shows only where one of the two can be had; without this file none shows. Where there is
// none a sentence says so, for the button that leads here promises it; without this file, too.
"use strict";

const speech = window.speechSynthesis;
const unheard = document.getElementById("unheard"); // not on a device of the office
const VOICES_COME = 3000; // milliseconds
let isEarly = !!speech; // a voice may still come
let playing = null; // the button whose question is heard just now
let sound = null;

function playable(section) {
  const audio = document.createElement("audio");
  return (section.dataset.sound || "").split(" ").find((address) => {
    const kind = address.endsWith(".mp3") ? "audio/mpeg" : "audio/ogg";
    return address && audio.canPlayType(kind);
  });
}

function phrases(section) {
  // Not the line that takes a mark back: it is no choice.
  const said = section.querySelectorAll("[data-heard], legend, fieldset label, label[for]");
  return Array.from(said, (one) => ({
    text: one.lastChild.textContent.trim(), // without the number of a question
    language: (one.querySelector("[lang]") || one.closest("[lang]")).lang,
  }));
}

function voice(language) {
  // Android writes vi_VN where the standard says vi-VN.
  const is = (one) => one.lang.toLowerCase().split(/[-_]/)[0] === language;
  return speech && speech.getVoices().find(is);
}

function canBeHeard(section) {
  return playable(section) || phrases(section).every((one) => voice(one.language));
}

function stop() {
  if (speech) speech.cancel();
  if (sound) sound.pause();
  if (playing) playing.textContent = playing.dataset.listen;
  playing = sound = null;
}

function speak(section) {
  const said = phrases(section);
  said.forEach((one, place) => {
    const utterance = new SpeechSynthesisUtterance(one.text);
    utterance.voice = voice(one.language);
    utterance.lang = utterance.voice.lang;
    if (place === said.length - 1) utterance.onend = stop;
    speech.speak(utterance);
  });
}

function listen(button) {
  const section = button.closest("section");
  const address = playable(section);
  playing = button;
  button.textContent = button.dataset.stop;
  if (!address) return speak(section);
  sound = new Audio(address);
  sound.onended = stop;
  sound.play().catch(stop);
}

function show() {
  for (const button of document.querySelectorAll(".listen")) {
    button.hidden = !canBeHeard(button.closest("section"));
  }
  if (unheard) unheard.hidden = isEarly || document.querySelector(".listen:not([hidden])") !== null;
}

for (const button of document.querySelectorAll(".listen")) {
  button.dataset.listen = button.textContent;
  button.addEventListener("click", () => {
    const again = playing === button;
    stop();
    if (!again) listen(button);
  });
}
// Another screen is another question; nobody should hear the one of before.
window.addEventListener("hashchange", stop);
window.addEventListener("pagehide", stop);
// Voices come when they come, on some phones long after the page.
if (speech) {
  speech.addEventListener("voiceschanged", show);
  setTimeout(() => { isEarly = false; show(); }, VOICES_COME);
}
show();
