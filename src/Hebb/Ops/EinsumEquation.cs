namespace Hebb.Ops;

/// <summary>Which axes of two operands are multiplied and summed: <c>first,second->result</c>.</summary>
/// <param name="First">The axes of the first operand, a letter for each; dots for further ones.</param>
/// <param name="Second">The axes of the second operand.</param>
/// <param name="Result">The axes of the result; those that are missing are summed over.</param>
internal sealed record EinsumEquation(string First, string Second, string Result)
{
    private const string Dots = "...";

    /// <summary>Characters that no equation has.</summary>
    private const char Unnamed = '\u0100';

    /// <summary>Reads an equation.</summary>
    /// <exception cref="ArgumentException">It does not read <c>axes,axes->axes</c>.</exception>
    public static EinsumEquation Parse(string equation)
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] operands = sides[0].Split(',');
        if (sides.Length == 2 && operands.Length == 2)
        {
            EinsumEquation read = new(operands[0], operands[1], sides[1]);
            if (IsList(read.First, dots: true) && IsList(read.Second, dots: false) && IsList(read.Result, dots: true)
                && read.First.Contains('.', StringComparison.Ordinal) == read.Result.Contains('.', StringComparison.Ordinal)
                && read.Result.All(name => name == '.' || (read.First + read.Second).Contains(name, StringComparison.Ordinal)))
            {
                return read;
            }
        }

        throw new ArgumentException(
            $"\"{equation}\" is not an equation of two operands: write \"ab,bc->ac\", a letter for each axis; "
            + "\"...x,xy->...y\" for any number of leading axes.",
            nameof(equation));
    }

    /// <summary>The axes of an operand of so many axes, with names for those that dots stand for.</summary>
    public EinsumEquation Named(int rank)
    {
        string names =
            string.Concat(Enumerable.Range(0, Math.Max(rank - First.Replace(Dots, "", StringComparison.Ordinal).Length, 0)).Select(i => (char)(Unnamed + i)));
        return new(First.Replace(Dots, names, StringComparison.Ordinal), Second, Result.Replace(Dots, names, StringComparison.Ordinal));
    }

    private static bool IsList(string names, bool dots)
    {
        string letters = dots ? names.Replace(Dots, "", StringComparison.Ordinal) : names;
        return letters.All(char.IsAsciiLetter) && letters.Distinct().Count() == letters.Length && names.Length - letters.Length is 0 or 3;
    }
}
