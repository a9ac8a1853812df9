/**
 * Requests in other languages are put into English word by word, so that the same rules read them. It is a help, not a translation:
 * answers that come of it are marked as not certain.
 */
const words: Readonly<Record<'German' | 'Spanish' | 'French' | 'Polish', string>> = {
  German:
    'lösche=delete entferne=delete zähle=count zeige=show liste=list finde=find drucke=print gib=print suche=find komprimiere=compress verschiebe=move kopiere=copy ersetze=replace sortiere=sort alle=all die=the der=the das=the den=the dem=the des=of_the dateien=files datei=file zeilen=lines zeile=line verzeichnis=directory ordner=directory unter=under in=in im=in_the aus=from von=of mit=with ohne=without und=and oder=or älter=older neuer=newer größer=larger kleiner=smaller als=than tage=days tag=day stunden=hours größten=largest kleinsten=smallest neuesten=newest ältesten=oldest wie=how viele=many enthalten=contain enthält=contains nicht=not nach=by pro=per sind=are ist=is haben=have fehler=error wörter=words spalte=column spalten=columns summe=sum durchschnitt=average je=per jede=each jeder=each jedes=each zuerst=first letzten=last ersten=first nur=only anzahl=number doppelte=duplicate eine=a ein=a einen=a',
  Spanish:
    'borra=delete elimina=delete cuenta=count muestra=show lista=list busca=find imprime=print comprime=compress mueve=move copia=copy reemplaza=replace ordena=sort todos=all todas=all los=the las=the el=the la=the de=of del=of_the archivos=files archivo=file ficheros=files fichero=file líneas=lines lineas=lines línea=line directorio=directory carpeta=directory bajo=under en=in con=with sin=without y=and o=or mayores=larger menores=smaller grandes=largest que=than días=days dias=days día=day horas=hours más=more antiguos=older cuántos=how_many cuántas=how_many contienen=contain no=not por=per son=are errores=errors columna=column suma=sum promedio=average cada=each primero=first últimas=last primeras=first solo=only número=number duplicados=duplicate',
  Polish:
    'usuń=delete skasuj=delete policz=count pokaż=show wypisz=print wyświetl=show znajdź=find lista=list skompresuj=compress przenieś=move skopiuj=copy zamień=replace posortuj=sort wszystkie=all linie=lines linii=lines wiersze=lines wierszy=lines plik=file pliki=files plików=files pliku=the_file katalogu=the_folder katalogi=folders w=in we=in z=with ze=with i=and lub=or oraz=and większe=larger mniejsze=smaller starsze=older nowsze=newer niż=than od=than dni=days dnia=day największe=largest najmniejsze=smallest najnowsze=newest najstarsze=oldest pierwsze=first ostatnie=last zawierające=containing zawierają=contain które=that puste=empty ile=how_many jest=are pod=under do=to',
  French:
    'supprime=delete supprimer=delete efface=delete compte=count compter=count affiche=show afficher=show montre=show liste=list trouve=find cherche=find imprime=print compresse=compress déplace=move copie=copy remplace=replace trie=sort tous=all toutes=all les=the le=the la=the des=of_the du=of_the de=of fichiers=files fichier=file lignes=lines ligne=line répertoire=directory dossier=directory sous=under dans=in avec=with sans=without et=and ou=or grands=largest gros=largest petits=smallest plus=most vieux=older anciens=older que=than jours=days jour=day heures=hours combien=how_many contiennent=contain par=per sont=are erreurs=errors colonne=column somme=sum moyenne=average chaque=each dernières=last premières=first seulement=only nombre=number doublons=duplicate',
};

const maps = Object.entries(words).map(([language, pairs]) => ({
  language,
  map: new Map(pairs.split(' ').map((pair) => pair.split('=') as [string, string])),
}));
/** Spelled alike in English, so that they speak for no other language. */
const shared: ReadonlySet<string> = new Set([
  'in',
  'no',
  'o',
  'y',
  'list',
  'plus',
  'liste',
  'die',
  'des',
  'all',
  'par',
  'de',
  'la',
  'son',
]);

/** @returns null for English and for languages that are not known here. */
export function toEnglish(
  request: string,
): { readonly text: string; readonly language: string } | null {
  const found = request.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scored = maps.map(({ language, map }) => ({
    language,
    map,
    score: found.filter((word) => map.has(word) && !shared.has(word)).length,
  }));
  const best = scored.sort((a, b) => b.score - a.score)[0]!;
  if (best.score < 2 || best.score < found.length / 4) return null;
  const text = request.replaceAll(
    /(?<![\p{L}\p{N}./_*-])\p{L}+(?![\p{L}\p{N}/_*-]|\.\w)/gu,
    (word) => best.map.get(word.toLowerCase())?.replaceAll('_', ' ') ?? word,
  );
  const inOrder =
    best.language === 'German'
      ? text.replace(/,? the (older|newer|larger|smaller) than (.+?) are\b/i, ' $1 than $2')
      : text
          .replace(/\b(\d+) most largest files?\b/i, '$1 largest files')
          .replace(/\bfiles more largest\b/i, 'largest files')
          .replace(/\bmost older than\b/i, 'older than')
          .replace(/\b(\d+) files largest\b/i, '$1 largest files');
  return { text: inOrder, language: best.language };
}
