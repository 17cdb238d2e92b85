// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/ucnv.h>

#include <utility>
#include <vector>

#include "core/task/EncodingGuess.h"
#include "tests/support/Support.h"

using namespace adapterscope;

using Certainty = EncodingGuess::Certainty;

namespace {

/// UTF-8 in another encoding.
std::string encoded(const std::string& text, const char* encoding) {
    std::string bytes(4 * text.size() + 4, '\0');
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size = ucnv_convert(encoding, "UTF-8", bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                           text.data(), static_cast<std::int32_t>(text.size()), &status);
    REQUIRE(U_SUCCESS(status));
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

const std::string french =
                      "Très bon film, on a été émus. Déçu par le livre, où le père et la mère se disputent ; ça gâche "
                      "l'œuvre. Noël à Nîmes, l’hôtel « Âge d’Or » était sûr. Les élèves créèrent un café.",
                  german =
                      "Schöner Film für Groß und Klein. Übel, größter Blödsinn! Die Straße nach Köln war „gesperrt“ – "
                      "natürlich. Müller hörte Gespräche über Öl und Äpfel, 5 €, 20°C, 3 m².",
                  spanish =
                      "¿Qué película más bonita! El niño comió jamón en Málaga y después volvió a España. «Sí», dijo "
                      "él; ¡Ánimo! La canción empezó mañana. 1º y 2ª.";

}  // namespace

TEST_CASE("Texts of Western Europe in windows-1252 are not taken for another encoding") {
    const std::vector<std::string> texts = {
        french,
        german,
        spanish,
        "A ação não foi boa, o coração e a emoção são três. Você é irmão? À noite, ônibus às dez.",
        "Città più bella, perché è così? Già, la verità è lì; però non c'è libertà né virtù.",
        "Rødgrød med fløde på en ø. Ærlig talt, Århus og Ålborg. København er smuk i går.",
        "Räksmörgås är gott på fredagar. Öland och Åland ligger långt bort, där får vi äta kött.",
        "Jää öö hyvä elokuva, älä mene yöllä. Äiti söi päärynän; tämä oli todella hyvää. Šakki.",
        "Það er ekki góð bók. Þetta er mjög slæmt veður í dag, þú veist það. Ég á hús á Íslandi.",
        "Això és una cançó molt bonica. Però l'àvia i la col·lecció dels països, què més vols?",
        "Müller met señor Muñoz and naïve Zoë; Ångström's smörgåsbord façade in São Paulo, Acme®.",
        "It’s a “good” film — really… don’t miss it. They’re here • and there • ½ price ©2020",
        french + german + spanish};
    for (const std::string& text : texts) {
        CAPTURE(text);
        CHECK(guessEncoding(encoded(text, "windows-1252")).certainty <= Certainty::Possible);
        CHECK(guessEncoding(encoded(text.substr(0, text.find('.')), "windows-1252")).certainty <= Certainty::Possible);
    }
}

TEST_CASE("Encodings that are often taken for windows-1252 are known by their letters") {
    const std::string polish =
                          "Świetny film, bardzo mi się podobał. Okropna książka, żałuję czasu. Był źle nagrany, "
                          "dźwięk okropny. Książę wróciły dziś rano, później część też.",
                      czech = "Skvělý film, moc se mi líbil. Příšerná kniha, škoda času. Příliš žluťoučký kůň.",
                      turkish = "Çok güzel bir film, beğendim. Berbat bir kitap, hiç sevmedim, yazık oldu. İyi şey.",
                      latvian = "Ļoti laba filma, man patīk. Briesmīga grāmata, žēl laika, šodien ķērpis, ņem.";
    const std::vector<std::pair<const char*, std::string>> samples = {
        {"windows-1250", polish},
        {"windows-1250", czech},
        {"iso-8859-2", czech},
        {"macintosh", french},
        {"macintosh", german},
        {"macintosh", spanish},
        {"ibm850", "Schöner Film für Groß und Klein, größer, ärgert"},
        {"windows-1254", turkish},
        {"windows-1257", latvian}};
    for (const auto& [name, text] : samples) {
        CAPTURE(name, text);
        const EncodingGuess guess = guessEncoding(encoded(text, name));
        CHECK(guess.name == name);
        CHECK(guess.certainty == Certainty::Likely);
    }
}

TEST_CASE("A few words in an encoding of two bytes a character are known by its common characters") {
    const std::vector<std::pair<const char*, std::string>> samples = {{"Big5", "很好\n很差\n很好\n很差\n"},
                                                                      {"Big5", "這部電影很好看\n劇情無聊透頂\n"},
                                                                      {"GB18030", "这部电影很好看\n剧情无聊透顶\n"},
                                                                      {"Shift_JIS", "面白い\nつまらない\n"},
                                                                      {"EUC-JP", "面白い\nつまらない\n"},
                                                                      {"EUC-KR", "재미있다\n지루한 영화\n"}};
    for (const auto& [name, text] : samples) {
        CAPTURE(name, text);
        const EncodingGuess guess = guessEncoding(encoded(text, name));
        CHECK(guess.name == name);
        CHECK(guess.certainty == Certainty::Sure);
    }
}

TEST_CASE("Nothing is guessed from a letter or two") {
    for (const char* bytes : {"", "caf\xe9", "\xb3", "plain words", "na\xefve \xa3 5"})
        CHECK(guessEncoding(bytes).certainty == Certainty::None);
}
