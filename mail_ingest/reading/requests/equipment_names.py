"""What people call the equipment that the Centre lends: data for `equipment`.

"nothing" are words that only look like equipment ("tablica ogłoszeń", "gra komputerowa").
"""

from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

EQUIPMENT = Vocabulary(
    {
        "projector": phrases("""rzutnik, projektor, rzutnik multimedialny, =beamer, =projector, =projectors,
            проєктор*, проектор*"""),
        "screen": ["ekran", "=screen", "екран*"],
        "laptop": phrases("""laptop, komputer, notebook, =lapek, =lapka, =lapkiem, =laptop, =laptops,
            =computer, ноутбук*, комп'ютер*, комп’ютер*, лептоп*"""),
        "speakers": phrases("""głośnik, głośniczek, nagłośnienie, sprzęt nagłaśniający, zestaw nagłaśniający,
            kolumna głośnikowa, system nagłaśniający, sprzęt nagłośnieniowy, =speakers,
            =small speaker, =bluetooth speaker, =portable speaker, =speaker =for,
            =loudspeakers, =sound =system, =pa =system, =sound =equipment, колонк*, звуков*,
            озвучен*, акустик*, динамік*"""),
        "microphone": phrases("mikrofon, mikroport, =mic, =mics, =microphone, =microphones, мікрофон*"),
        "flipchart": phrases("""flipchart*, flipcharc*, flipczart*, flipczarc*, =flip chart*, tablica flipchart*,
            фліпчарт*"""),
        "whiteboard": phrases("""tablica suchościeralna, tablica biała, biała tablica, tablica, tablica do pisania,
            tablica magnetyczna, whiteboard*, =white =board, дошк*, білу дошк*"""),
        "printer": phrases("""drukarka, ksero, kserokopiarka, =xero, =printer, =photocopier, =copier, принтер*,
            ксерокс*"""),
        "videoconference": phrases("""wideokonferencja, wideokonferencyjny, telekonferencja, zestaw do wideokonferencji,
            zestaw wideokonferencyjny, =videoconference, =videoconferencing, =video
            =conferencing, =video =conference, відеоконференц*"""),
        "camera": phrases("kamera, kamerka, kamera internetowa, =camera, =cameras, =webcam, камер*"),
        "chairs": phrases("krzesło, krzesełko, =chairs, =chair, =seats, стільц*, стільців, крісл*"),
        "tables": phrases("stół, stolik, =tables, =table, =desks, столи, столів, столик*, стіл, =столами"),
        "nothing": phrases("""nagłośnienie informacji, nagłośnienie wydarzenia, nagłośnienie akcji,
            nagłośnienie zbiórki, tablica ogłoszeń, tablica ogłoszeniowa, tablica informacyjna, okrągły stół, stół
            negocjacyjny, ekran telefonu, =kamera chłodnicza, karta graficzna, gra
            komputerowa, tenis stołowy, stół bilardowy"""),
    }
)
