"""exp, log and the normal quantile, from + - * / sqrt alone.

The C library's and NumPy's versions differ between machines in the last bit; these do not, because every
step is an IEEE operation in a fixed order. Accuracy: ``exponential`` and ``logarithm`` to about 2e-16
relative, ``short_logarithm`` to 1e-6 absolute, ``normal_quantile`` to about 1e-15 relative.
"""

from __future__ import annotations

import numpy as np

from lcsim.chance.compiled import compiled

LN2_HIGH = 0.6931471803691238
LN2_LOW = 1.9082149292705877e-10
LN2 = 0.6931471805599453
INVERSE_LN2 = 1.4426950408889634
# near-minimax coefficients of log(1 + f) = f * (S1 + f * (S2 + ...)) for 1 + f in sqrt(1/2)..sqrt(2)
S1 = 1.000003248
S2 = -0.5000196515
S3 = 0.3330329822
S4 = -0.2488133917
S5 = 0.2060467387
S6 = -0.189019828
S7 = 0.1182748089

HALF_ROOT_BITS = np.int64(0x3FE6A09E00000000)  # bits of about sqrt(1/2)


@compiled
def exponential(x: float) -> float:
    """e to the power `x`; 0 below -700 and e**700 above 700."""
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    n = np.floor(x * INVERSE_LN2 + 0.5)
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    scale = np.int64((np.int64(n) + np.int64(1023)) << np.int64(52)).view(np.float64)
    return p * scale


@compiled
def logarithm(x: float) -> float:
    """Natural logarithm of a normal positive `x`."""
    bits = np.float64(x).view(np.int64)
    e = (bits - HALF_ROOT_BITS) >> np.int64(52)
    m = np.int64(bits - (e << np.int64(52))).view(np.float64)
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = 2.0 / 21.0
    p = p * z + 2.0 / 19.0
    p = p * z + 2.0 / 17.0
    p = p * z + 2.0 / 15.0
    p = p * z + 2.0 / 13.0
    p = p * z + 2.0 / 11.0
    p = p * z + 2.0 / 9.0
    p = p * z + 2.0 / 7.0
    p = p * z + 2.0 / 5.0
    p = p * z + 2.0 / 3.0
    n = float(e)
    return n * LN2_HIGH + (2.0 * s + (s * z * p + n * LN2_LOW))


@compiled
def short_logarithm(x: float) -> float:
    """Natural logarithm of a normal positive `x`, within 1e-6: for the race that picks partners."""
    bits = np.float64(x).view(np.int64)
    e = (bits - HALF_ROOT_BITS) >> np.int64(52)
    f = np.int64(bits - (e << np.int64(52))).view(np.float64) - 1.0
    p = S7
    p = p * f + S6
    p = p * f + S5
    p = p * f + S4
    p = p * f + S3
    p = p * f + S2
    p = p * f + S1
    return float(e) * LN2 + p * f


@compiled
def normal_quantile(probability: float) -> float:
    """Standard normal quantile of a `probability` in (0, 1) (Wichura 1988, algorithm AS 241, PPND16)."""
    q = probability - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        a = 2509.0809287301226727
        a = a * r + 33430.575583588128105
        a = a * r + 67265.770927008700853
        a = a * r + 45921.953931549871457
        a = a * r + 13731.693765509461125
        a = a * r + 1971.5909503065514427
        a = a * r + 133.14166789178437745
        a = a * r + 3.387132872796366608
        b = 5226.495278852545925
        b = b * r + 28729.085735721942674
        b = b * r + 39307.89580009271061
        b = b * r + 21213.794301586595867
        b = b * r + 5394.1960214247511077
        b = b * r + 687.1870074920579083
        b = b * r + 42.313330701600911252
        b = b * r + 1.0
        return q * a / b
    tail = probability if q < 0.0 else 1.0 - probability
    r = np.sqrt(-logarithm(tail))
    if r <= 5.0:
        r = r - 1.6
        a = 7.7454501427834140764e-4
        a = a * r + 0.0227238449892691845833
        a = a * r + 0.24178072517745061177
        a = a * r + 1.27045825245236838258
        a = a * r + 3.64784832476320460504
        a = a * r + 5.7694972214606914055
        a = a * r + 4.6303378461565452959
        a = a * r + 1.42343711074968357734
        b = 1.05075007164441684324e-9
        b = b * r + 5.475938084995344946e-4
        b = b * r + 0.0151986665636164571966
        b = b * r + 0.14810397642748007459
        b = b * r + 0.68976733498510000455
        b = b * r + 1.6763848301838038494
        b = b * r + 2.05319162663775882187
        b = b * r + 1.0
    else:
        r = r - 5.0
        a = 2.01033439929228813265e-7
        a = a * r + 2.71155556874348757815e-5
        a = a * r + 0.0012426609473880784386
        a = a * r + 0.026532189526576123093
        a = a * r + 0.29656057182850489123
        a = a * r + 1.7848265399172913358
        a = a * r + 5.4637849111641143699
        a = a * r + 6.6579046435011037772
        b = 2.04426310338993978564e-15
        b = b * r + 1.4215117583164458887e-7
        b = b * r + 1.8463183175100546818e-5
        b = b * r + 7.868691311456132591e-4
        b = b * r + 0.0148753612908506148525
        b = b * r + 0.13692988092273580531
        b = b * r + 0.59983220655588793769
        b = b * r + 1.0
    value = a / b
    return -value if q < 0.0 else value
