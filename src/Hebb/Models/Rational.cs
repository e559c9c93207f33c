using System.Numerics;

namespace Hebb.Models;

/// <summary>An exact quotient of integers, in lowest terms. Every finite double is one.</summary>
internal readonly struct Rational
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne; // so that the default is 0/1

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        _numerator = numerator / divisor;
        _denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>The exact value of a double.</summary>
    public static Rational From(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = (bits & 0xFFFFFFFFFFFFFL) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        if (value < 0) { significand = -significand; }
        return power >= 0 ? new(significand << power, 1) : new(significand, BigInteger.One << -power);
    }

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => _numerator.Sign;

    private BigInteger Denominator => _denominatorLessOne + 1;

    public static Rational operator +(Rational a, Rational b) =>
        new(a._numerator * b.Denominator + b._numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a._numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) => new(a._numerator * b._numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a._numerator * b.Denominator, a.Denominator * b._numerator);
}
