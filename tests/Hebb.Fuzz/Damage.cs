using System.Text;

namespace Hebb.Fuzz;

/// <summary>Ways of damaging a file.</summary>
internal static class Damage
{
    /// <summary>Interesting for lengths, counts and addresses: ends of ranges, and values that overflow when they are multiplied.</summary>
    private static readonly ulong[] s_values =
        [0, 1, 7, 8, 16, 96, 0x88, 255, 256, 65535, 1 << 16, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 61, long.MaxValue, ulong.MaxValue];

    private static readonly string[] s_texts =
    [
        "0", "-1", "65536", "1073741824", "2147483647", "2147483648", "1e9", "1e999", "NaN", "null", "true", "[]", "{}", "\"\"", "\"\\ud800\"", "\\ud83d",
        "\0", "\"", ",", ";", "\n", "\r", "\t", "[[[[[[[[", "{\"a\":", "9999999999999999999999", "-9223372036854775808", "é", "\uFEFF", ".", "-",
    ];

    /// <summary>A copy with one to four changes.</summary>
    public static byte[] Bytes(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 16; change--)
        {
            // Structures lie at multiples of eight bytes: half of the changes go there.
            int at = random.Next(bytes.Count - 8);
            if (random.Next(2) == 0) { at &= ~7; }
            switch (random.Next(11))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: Put(bytes, at, s_values[random.Next(s_values.Length)], 8, random); break;
                case 3: Put(bytes, at, (ulong)random.Next(bytes.Count), 8, random); break;
                case 4: Put(bytes, at, s_values[random.Next(s_values.Length)], 4, random); break;
                case 5: Put(bytes, at, (ulong)random.Next(bytes.Count), random.Next(2) + 1, random); break;
                case 6: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 7: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 8), random.Next(1, 8))); break;
                case 8 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 8: bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_texts[random.Next(s_texts.Length)])); break;
                case 9: Overwrite(bytes, at, Encoding.UTF8.GetBytes(s_texts[random.Next(s_texts.Length)])); break;
                default: Overwrite(bytes, at, [255, 255, 255, 255]); break;
            }
        }

        return [.. bytes];
    }

    private static void Put(List<byte> bytes, int at, ulong value, int count, Random random)
    {
        byte[] parts = BitConverter.GetBytes(value)[..count];
        if (random.Next(2) == 0) { Array.Reverse(parts); }
        Overwrite(bytes, at, parts);
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] parts)
    {
        for (int i = 0; i < parts.Length && at + i < bytes.Count; i++) { bytes[at + i] = parts[i]; }
    }
}
