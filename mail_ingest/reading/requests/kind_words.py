"""The words by which kinds of requests are told: data for `kinds`."""

from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

PLACES = Vocabulary(
    {
        "place": phrases("""sala, salka, przestrzeń, pomieszczenie, pokój, pokoik, =room, =rooms, =hall,
            =venue, зал, зала, зали, залу, залі, приміщення, кімнату, кімната"""),
        "vague": phrases("miejsce, lokal, kąt, =space, =place, місце"),
        "booking": phrases("""rezerwacja, zarezerwować, rezerwować, zarezerwowanie, zabukować, =booking,
            =reservation, =booked, =reserved, =book, =reserve, забронювати, бронювання,
            бронюємо, оренда"""),
        "elsewhere": phrases("""sala gimnastyczna, sala sportowa, sala sądowa, sala lekcyjna, sala operacyjna,
            sala zabaw, sala weselna"""),
    }
)
LOST = Vocabulary(
    {
        "lost": phrases("""zgubić, zguba, zapodziać, =zostawiłam, =zostawiłem, =zostawiliśmy, =zostawiłyśmy, =znalazł,
            =znalazła, =znaleźli, =znaleziono, usterka, awaria, =o naprawę, =o naprawienie, przeciekać,
            =lost, =загубив""")
    },
    typos=False,
)
EVENTS = Vocabulary(
    {
        "event": phrases("""spotkanie, zebranie, posiedzenie, próba, zajęcia, warsztaty, narada, konferencja,
            walne, impreza, wieczór, turniej, wystawa, wernisaż, pokaz, prelekcja, wykład,
            półkolonie, dzień otwarty, opłatek, wigilia, festyn, koncert, kurs, szkolenie,
            trening, =meeting, =rehearsal, =class, =classes, =event, =exhibition, =party,
            =session, зустріч, заняття, збори, репетиція, вечір""")
    }
)
TRAININGS = Vocabulary(
    {
        "talk": phrases("prelekcja, pogadanka, wykład, =talk, =lecture, лекцію"),
        "noun": phrases("""szkolenie, kurs, warsztat, webinar*, webinarium, seminarium, szkoleniowy,
            powtórka, =training, =workshop, =workshops, =course, =webinar, тренінг*, навчанн*, семінар*,
            майстер клас*, вебінар*, курс, курси, курсу"""),
    }
)
TRAINING = Vocabulary(
    {
        "attend": phrases("""udział, uczestniczyć, uczestnictwo, wysłać, oddelegować, delegować, skierować,
            =attend, =participate, участь"""),
        "enrol": phrases("""zapisać, zapisywać, zapis, zgłosić, zgłaszać, zgłoszenie, dopisać, lista
            uczestników, =z listy, skreślić, wypisać, wypisywać, zrezygnować, rezygnować,
            rezygnacja, wolne miejsce, miejsce na =szkoleniu, miejsce na =szkoleniach, miejsce
            na =kursie, miejsce na =warsztatach, miejsce na =webinarze, =miejsce na szkoleniu,
            =miejsca na szkoleniu, =miejsce na kursie, =miejsce na warsztatach, =miejsca na
            warsztatach, rejestrować, =enrol, =enroll, =register, =sign up, =sign, записати*,
            запису*, запиш*, зареєструвати*"""),
        "lead": phrases("""proponować, propozycja, zaproponować, poprowadzić, przeprowadzić, przeprowadzenie,
            poprowadzenie, oferować, zaoferować, =propose, =offer, =run, =lead, =suggest,
            =give a, =give you a, =deliver, =teach,
            запропонувати, пропону*"""),
        "propose": phrases("""zorganizować, zorganizowanie, zrobić, przygotować, temat, =organise, =organize,
            провести, організувати"""),
        "plan": phrases("""planować, planowany, odbyć się, odbywać się, najbliższy, kolejny, przewidywać,
            zaplanować, program szkoleń, kalendarz szkoleń, harmonogram szkoleń, oferta
            szkoleń, =planned, =planning, =plan, =upcoming, =next, плану*, заплан*"""),
    }
)
ADDRESS = Vocabulary(
    {
        "named": phrases("""adres rejestrowy, adres siedziby, adres korespondencyjny, adres do korespondencji,
            adres do doręczeń, adres centrum, użyczenie adresu, użyczyć adresu, =registered
            address, =registered office, =postal address, =mailing address, =correspondence
            address, =official address, =your address, юридичн* адрес*, адрес* для листуван*,
            адрес* для кореспонденц*, поштов* адрес*"""),
        "address": phrases("adres, =address, адреса, адресу, адреси"),
        "seat": phrases("siedziba, =seat, =headquarters, =office, місцезнаходження"),
        "use": phrases("""użyczyć, użyczenie, użyczać, korzystać, skorzystać, używać, użyć, podać, podawać,
            wskazać, wskazanie, rejestracja, zarejestrowanie, rejestrować, udzielać, udzielić,
            zarejestrować, mieć, przenieść, przeniesienie, udostępnić, udostępnienie,
            posługiwać, wpisać, wynająć, użytkować, zostać, stać się, być, posiadać, odbierać,
            odbiór, otrzymywać, =use, =using, =register, =have, =give, =lend, використовувати, вказати, надати,
            користуватися"""),
        "yours": phrases("""=państwa, =wasz, =waszego, =wasze, =waszym, centrum, cop, =u was, =babina, =your,
            =the centre, ваш*, центр*"""),
        "mail": phrases("""adres mailowy, adres e-mail, adres e-mailowy, adres email, adres poczty
            elektronicznej, adres strony, adres internetowy, adres zamieszkania, adres
            elektroniczny, =email address, =e-mail address"""),
    }
)
PUBLISHING = Vocabulary(
    {
        "promote": phrases("""podać dalej, puścić dalej, promocja, promować, wypromować, promowanie, reklama,
            reklamować, zareklamować, rozreklamować, rozpropagować, rozpropagowanie, nagłośnić
            wydarzenie, nagłośnienie wydarzenia, nagłośnić zbiórkę, nagłośnienie zbiórki,
            nagłośnić akcję, nagłośnić imprezę, nagłośnić nasz,
            nagłośnienie informacji, nagłośnić informację, =promote, =promotion, =advertise, =publicise,
            =publicity, реклам*, промоці*, популяриз*"""),
        "tell": phrases("""dać znać, opowiedzieć, poinformować, informować, napisać, wspomnieć, zamieścić
            wzmiankę, =mention, =inform, розповісти"""),
        "publish": phrases("""zamieścić, zamieszczenie, zamieszczać, umieścić, umieszczenie, opublikować,
            publikacja, publikować, opublikowanie, udostępnić, udostępnienie, udostępniać,
            wywiesić, wywieszenie, rozwiesić, rozwieszenie, rozkleić, rozłożyć, powiesić,
            powieszenie, rozesłać, rozesłanie,
            rozpowszechnić, rozpowszechnienie, wrzucić, wrzucenie, podać dalej, podzielić się,
            podzielić, ogłosić, wstawić, wstawienie, dodać, puścić dalej, wyłożyć, wyłożenie,
            =znalazłoby się, =znalazłby się, =znalazłaby się, =znajdzie się,
            =się znaleźć, =znaleźć się, =się pojawić, =pojawić się, =się ukazać, =ukazać się,
            =ukazało się, =ukazała się, =ukazał się, =ukazały się, =pojawiło się, =pojawiła się, =pojawił się,
            =znalazło się, =znalazła się, =znalazł się,
            =publish, =post, =share, =put, =announce, =display, =include, опублікувати,
            розмістити, поширити, повісити"""),
    }
)
PUBLISHED = Vocabulary(
    {
        "object": phrases("""wiadomość, wzmianka, plakat, ulotka, post, wydarzenie, zaproszenie, notka,
            notatka prasowa, ogłoszenie,
            grafika, baner, artykuł, informacja, wpis, afisz, zapowiedź, relacja, link, nasza
            akcja, zbiórka, =poster, =posters, =leaflet, =leaflets, =flyer, =flyers,
            =information, =post, =announcement, =event, афіш*, плакат*, оголошенн*,
            інформаці*, подію, допис*""")
    }
)
MEDIA = Vocabulary(
    {
        "media": phrases("""strona, strona internetowa, www, facebook, =fb, =fejsie, =fejsbuku, profil,
            fanpage*, newsletter, biuletyn, gablota, tablica ogłoszeń, tablica, media
            społecznościowe, =social media, =socialach, aktualności, kalendarz wydarzeń,
            instagram, kanał, witryna, lista mailingow*, =website, =page, =noticeboard,
            =notice board, =bulletin, сайт*, фейсбук*, сторінц*, розсил*, соцмереж*""")
    }
)
ADVICE = Vocabulary(
    {
        "advice": phrases("""porada, konsultacja, doradztwo, doradca, dyżur doradcy, doradczyni, ekspert,
            specjalista, =adviser, =advisor, =advisers, =advisors, =advice, =consultation, =consultant,
            консультаці*, порад*, радник*"""),
        "consult": phrases("""skonsultować, konsultować, doradzić, poradzić, poradzić się, =consult, =advise,
            проконсульт*, порадити"""),
        "help": phrases("""pomoc, pomóc, pomagać, wyjaśnić, wytłumaczyć, objaśnić, wsparcie, wesprzeć,
            podpowiedzieć, porozmawiać, rozmowa, przeprowadzić przez, spojrzeć, rzucić okiem,
            przejrzeć, sprawdzić, usiąść, =komu pokazać, =komu to pokazać, =do kogo się zwrócić, =kto się zna,
            =ktoś się zna, =help, =explain, =look at, допомог*, пояснити"""),
        "civic": phrases("""konsultacje społeczne, doradca klienta, konsultacje miejskie, konsultacje
            publiczne, =public consultation"""),
    }
)
