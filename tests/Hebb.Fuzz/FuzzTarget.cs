namespace Hebb.Fuzz;

/// <summary>A reader of files that is given damaged ones.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="declared">The exceptions that its documentation names; all others are faults.</param>
internal abstract class FuzzTarget(string name, params Type[] declared)
{
    /// <summary>The name on the command line.</summary>
    public string Name => name;

    /// <summary>How often a file may expand where its format compresses: as many bytes more may be allocated.</summary>
    public virtual int PermittedExpansion => 1;

    /// <summary>Whether reading makes what the file only names: weights of a configuration without them.</summary>
    public virtual bool Makes => false;

    /// <summary>The longest that reading, or what is done with what was read, may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The input of a number: always the same one, so that a range of numbers can be run again.</summary>
    public abstract byte[] Input(long number);

    /// <summary>Reads an input.</summary>
    /// <returns>What is to be done with what was read, where memory is bounded by sizes rather than by the file: a prediction. Null for nothing.</returns>
    public abstract Action? Read(byte[] input);

    /// <summary>Whether an exception is one of those declared.</summary>
    public bool Declares(Exception error) => declared.Any(type => type.IsInstanceOfType(error));

    /// <summary>A generator of random numbers for the input of a number.</summary>
    protected static Random Random(long number) => new(unchecked((int)(number * 0x9E3779B1L ^ number >> 32)));
}
