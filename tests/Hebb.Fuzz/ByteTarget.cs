namespace Hebb.Fuzz;

/// <summary>A reader of bytes: sound files, damaged.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="files">Sound files.</param>
/// <param name="read">Reads one, with all that is in it.</param>
/// <param name="declared">The exceptions that its documentation names.</param>
internal sealed class ByteTarget(string name, byte[][] files, Action<byte[]> read, params Type[] declared) : FuzzTarget(name, declared)
{
    public int Expansion { get; init; } = 1;

    /// <summary>Repairs what only tells that a file is damaged, such as checksums, so that damage gets further.</summary>
    public Action<byte[]>? Repair { get; init; }

    public override int PermittedExpansion => Expansion;

    public override byte[] Input(long number)
    {
        Random random = Random(number);
        byte[] input = number < files.Length ? files[number] : Damage.Bytes(files[random.Next(files.Length)], random);
        if (random.Next(4) > 0) { Repair?.Invoke(input); }
        return input;
    }

    public override Action? Read(byte[] input)
    {
        read(input);
        return null;
    }
}
