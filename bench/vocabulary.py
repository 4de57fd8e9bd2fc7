"""Words for made-up cards: those of selling first, then invented ones, as rare as real ones are.

How often the word of rank r stands in a text follows Mandelbrot's form of Zipf's law, 1 / (r + 2.7),
and falls faster beyond rank 600, as it does in real texts: 1 / r ** 1.8. So there are long lists of
common words, and many words that are used once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

SIZE = 9_000
"""Words of one language."""

_BEND = 600

COMMON = {
    "en": (
        "the to and of a you in it is for that we on with they your have not are be this our what"
        " at can who when by from an so or one if will how their was has more than but no do all"
        " up out there about which before after where why every only it's don't we're they'll"
    ),
    "es": (
        "de la que el en y a los se un con no una para por las es lo su más del al como si ya"
        " pero o cuando todo esta nos le sin sobre este hay quien muy donde desde cada antes"
        " entre porque qué cómo así también después hasta cuánto quién"
    ),
}
SALES = {
    "en": (
        "price budget contract vendor customer competitor discount renewal pilot rollout alarm"
        " sensor freezer battery audit record inspector security network integration report"
        " manager buyer finance procurement store warehouse truck driver hospital pharmacy dairy"
        " bakery kitchen compressor temperature spoilage insurance claim invoice currency lawyer"
        " clause legal training staff adoption reference meeting proposal quote saving return"
        " investment month quarter year week night weekend phone call desk answer question worry"
        " proof number figure study chart page expensive cheap cheaper costly slow quick safe"
        " risky reliable ready late early broken silent offline online cloud data privacy region"
        " export login dashboard connector device gateway signal power outage failure warning"
        " repair technician engineer supplier switch migrate install measure compare decide sign"
        " approve think wait refuse reject promise explain listen agree lose save pay spend earn"
        " count prove trust compliance regulation deductible premium shipment pallet dock cargo"
        " produce dairy vaccine medicine logger spreadsheet paper clipboard sheet checklist"
        " stakeholder executive headquarters board approval deadline timeline scope maintenance"
    ),
    "es": (
        "precio presupuesto contrato proveedor cliente competencia descuento renovación piloto"
        " implantación alarma sensor congelador pila auditoría registro inspector seguridad red"
        " integración informe gerente comprador finanzas compras tienda almacén camión conductor"
        " hospital farmacia lechería panadería cocina compresor temperatura merma seguro reclamo"
        " factura moneda abogado cláusula legal formación personal adopción referencia reunión"
        " propuesta oferta ahorro retorno inversión mes trimestre año semana noche fin teléfono"
        " llamada central respuesta pregunta duda prueba número cifra estudio gráfico página caro"
        " barato costoso lento rápido seguro arriesgado fiable listo tarde temprano roto datos"
        " privacidad región nube clave panel conector equipo antena señal corriente corte avería"
        " aviso reparación técnico ingeniero cambiar migrar instalar medir comparar decidir firmar"
        " aprobar pensar esperar rechazar prometer explicar escuchar perder ahorrar pagar gastar"
        " ganar contar demostrar confianza cumplimiento norma franquicia prima envío palé muelle"
        " carga vacuna medicina planilla papel lista directivo sede junta plazo alcance"
    ),
}
_ONSETS = (*"bcdfghlmnprstv", "br", "cr", "dr", "fl", "gr", "pl", "pr", "tr", "st", "cl")
_VOWELS = {"en": (*"aeiou", "ea", "oa", "ai"), "es": (*"aeiouáéíó", "ie", "ue")}
_CODAS = {"en": ("", "", "n", "r", "l", "st", "ck", "m"), "es": ("", "", "", *"nrsl")}
_ENDINGS = {
    "en": ("", "s", "ed", "ing", "er", "ment", "ly", "ness"),
    "es": ("o", "a", "os", "as", "ar", "ado", "ción", "mente"),
}


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, most used first; the first `common` say nothing by themselves."""

    language: str
    words: npt.NDArray[np.object_]
    common: int
    _sums: npt.NDArray[np.float64]

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The place of each word, from 0."""
        return {word: rank for rank, word in enumerate(self.words.tolist())}

    def draw(self, random: np.random.Generator, count: int, *, rare: bool = False) -> list[str]:
        """Words as a text has them, or, `rare`, without those that say nothing."""
        floor = self._sums[self.common - 1] if rare else 0.0
        at = np.searchsorted(self._sums, random.uniform(floor, self._sums[-1], count))
        chosen: list[str] = self.words[np.minimum(at, len(self.words) - 1)].tolist()
        return chosen


def make_vocabulary(language: str, random: np.random.Generator, size: int = SIZE) -> Vocabulary:
    """The vocabulary of a language; the same generator makes the same words."""
    common = list(dict.fromkeys(COMMON[language].split()))
    sales = [word for word in dict.fromkeys(SALES[language].split()) if word not in common]
    known = [*common, *random.permutation(np.array(sales, dtype=object)).tolist()]
    taken = dict.fromkeys(known)
    while len(taken) < size:
        stem = _invented(language, random)
        for ending in random.permutation(_ENDINGS[language])[: int(random.integers(1, 4))].tolist():
            taken.setdefault(stem + ending)
    words = np.array(list(taken)[:size], dtype=object)
    ranks = np.arange(1, size + 1)
    sums = np.cumsum(1 / (ranks + 2.7) / (1 + ranks / _BEND) ** 0.8)
    return Vocabulary(language, words, len(common), sums)


def _invented(language: str, random: np.random.Generator) -> str:
    syllables = [
        str(random.choice(_ONSETS))
        + str(random.choice(_VOWELS[language]))
        + str(random.choice(_CODAS[language]))
        for _ in range(int(random.integers(1, 3)))
    ]
    return "".join(syllables)
