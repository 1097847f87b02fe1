"""First names beyond those that Morfeusz knows: other languages, and Polish ones written without diacritics. Folded."""

from mail_ingest.reading.words.morphology import fold, words

FIRST_NAMES = frozenset(
    fold(name)
    for name in words(
        """
        Witek Zosia Kasia Basia Ania Asia Gosia Małgosia Tomek Maciek Wojtek Bartek Krzysiek Zbyszek Staszek
        Heniek Jurek Franek Olek Janek Kuba Mietek Radek Darek Przemek Grzesiek Piotrek Antek Leszek Romek Adaś
        Jaś Staś Józek Kazik Czesiek Ela Ewka Hania Hanka Jola Iwonka Danusia Krysia Marysia Tereska Jadzia
        Halinka Renia Ula Zuza Julka Oliwka Natalka Aga Magda Martynka Patka Werka Wika Ola Lenka Tosia Gabi
        Wiola Beatka Dorotka Bożenka Stasia Wandzia Genia Helenka Dorotea Jacek Jarek Sławek Mirek Tadek Włodek
        Waldek Edek Zdzisiek Rysiek Zenek Ruth Hannah Rachel Charlotte Sophie Ella Chloe Lucas Leo Max Oscar
        Finn Ben Tom Sam Joe Nick Chris Alex Mike Dave Steve Matt Rob Andy Łucja Łukasz Grażyna Elżbieta Bożena
        Józef Józefa Rafał Michał Paweł Stanisław Bolesław Władysław Wiesław Mirosław Bronisław Zdzisław
        Sławomir Przemysław Jarosław Radosław Czesław Wacław Błażej Mikołaj Małgorzata Stanisława Miłosz
        Władysława Wiesława Mirosława Bronisława Zdzisława Czesława Sława Żaneta Bogumił Bogumiła Róża Bożydar
        Genowefa Mieczysław Mieczysława John James Robert Michael William David Richard Joseph Thomas Charles
        Daniel Matthew Anthony Mark Paul Steven Andrew Joshua Kevin Brian George Edward Liam Noah Oliver Jack
        Harry Emma Olivia Ava Sophia Isabella Mia Emily Grace Mary Patricia Jennifer Linda Elizabeth Susan
        Jessica Sarah Karen Nancy Lisa Margaret Ashley Kimberly Donna Carol Michelle Amanda Laura Rebecca Sharon
        Cynthia Helen Anna Maria Samuel Peter Simon Alice Lucy Kate Claire Jean Pierre Marie Ahmed Mohamed Ali
        Fatima Amara Priya Raj Wei Carlos Jose Juan Luis Miguel Elena Sofia Giulia Marco Luca Hans Klaus Petra
        Sven Lars Erik Ingrid Sean Patrick Brendan Siobhan Aoife Nigel Graham Fiona Alan Neil Stuart Олена
        Оксана Наталія Наталя Ірина Тетяна Людмила Світлана Галина Марія Анна Ганна Юлія Катерина Вікторія Надія
        Любов Лариса Валентина Ольга Олександра Анастасія Дарина Дарія Софія Соломія Христина Леся Ярослава
        Богдана Зоряна Оля Олександр Андрій Сергій Володимир Микола Іван Михайло Василь Петро Тарас Богдан
        Дмитро Олег Ігор Юрій Віталій Роман Максим Артем Денис Євген Павло Степан Ярослав Остап Назар Віктор
        Анатолій Борис Руслан Валерій Григорій Данило Oksana Olena Natalia Iryna Tetiana Svitlana Halyna Yulia
        Kateryna Viktoriia Nadiia Oleksandr Andrii Serhii Volodymyr Mykola Ivan Mykhailo Vasyl Petro Taras
        Bohdan Dmytro Oleh Ihor Yurii Vitalii Maksym Artem Denys Yevhen Pavlo Stepan
        Marzanna Dorian Nikola Żywia Inez Damroka Ariel Oriana Samanta Tola Ursyna Jessika Vanessa Viktoria Nicole
        Dżesika Denis Oleksandra Anastasiia Yana Mariia Sofiia Tetyana Nataliya Andriy Serhiy Yuriy Oleksiy
        Liudmyla Valentyna Inna Zhanna Lesia Khrystyna Solomiia Nazar Yevheniia Олексій Яна Аліна Марта Інна Жанна
        Мирослава Валентин Арсен Ростислав Станіслав Владислав Єлизавета Поліна Діана Маргарита Зінаїда Ніна Віра
        Уляна Мар'яна Мар’яна Gareth Owen Megan Holly Tim Jeff Greg Hugh Ian Ewan Colin Derek Phil Martin Jake Zoe
        Amy Beth Kathy Kathleen Joanne Wendy Tracy Diane Heather Gillian Yusuf Omar Hassan Aisha Deepak Yuki Kenji
        Hiroshi Pavel Jiri Bence Lukas Jonas Katrin Anke Uwe Heike Jürgen Giovanni Francesca Chiara Paolo Ines Joao
        """
    )
)
