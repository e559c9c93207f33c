using System.Text;
using Hebb.Ops;

namespace Hebb.Tests.Ops;

public sealed class FarmHashTests
{
    /// <summary>Values of the C++ original: Guava's FarmHashFingerprint64Test, and the examples of BigQuery's FARM_FINGERPRINT.</summary>
    [Theory]
    [InlineData("test", 8581389452482819506)]
    [InlineData("testtesttesttesttesttesttesttest", -4196240717365766262)]
    [InlineData("1footrue", -1541654101129638711)]
    [InlineData("2applefalse", 2794438866806483259)]
    [InlineData("3true", -4880158226897771312)]
    public void Fingerprints_are_those_of_the_original(string text, long expected) => Assert.Equal(expected, (long)FarmHash.Fingerprint(text));

    [Fact]
    public void A_long_text_as_well() => Assert.Equal(3500507768004279527, (long)FarmHash.Fingerprint(string.Concat(Enumerable.Repeat("test", 64))));

    /// <summary>The chain of fingerprints of 3200 buffers of up to 3200 bytes by which Guava compares itself with the C++ original.</summary>
    [Fact]
    public void All_lengths_agree_with_the_original()
    {
        const int Iterations = 800;
        byte[] buffer = new byte[Iterations * 4];
        int length = 0;
        ulong h = 0;
        for (int i = 0; i < Iterations; i++)
        {
            Append(i);
            Append((int)((long)i * i % length));
            Append(Wrapped(i * i * i, length));
            Append(length);
            int x0 = buffer[length - 1], x1 = buffer[length - 2], x2 = buffer[length - 3], x3 = buffer[length / 2];
            buffer[((x0 << 16) + (x1 << 8) + x2) % length] ^= (byte)x3;
            buffer[((x1 << 16) + (x2 << 8) + x3) % length] ^= (byte)(i % 256);
        }

        Assert.Equal(0x7A1D67C50EC7E167UL, h);

        void Append(int count)
        {
            h ^= FarmHash.Fingerprint(buffer.AsSpan(0, count));
            h ^= h >> 41;
            h *= 949921979;
            buffer[length++] = (byte)('a' + (h & 0xFFFFF) % 26);
        }

        static int Wrapped(int value, int by) => value % by;
    }

    /// <summary>The reference vectors of SipHash-2-4: keys 00 … 0F, inputs of 0, 1, 8 and 15 bytes 00, 01, … (Aumasson and Bernstein).</summary>
    [Theory]
    [InlineData(0, 0x726FDB47DD0E0E31UL)]
    [InlineData(1, 0x74F839C593DC67FDUL)]
    [InlineData(8, 0x93F5F5799A932462UL)]
    [InlineData(15, 0xA129CA6149BE45E5UL)]
    public void SipHash_agrees_with_its_paper(int length, ulong expected) =>
        Assert.Equal(expected, SipHash.Of([.. Enumerable.Range(0, length).Select(i => (byte)i)], 0x0706050403020100, 0x0F0E0D0C0B0A0908));

    [Fact]
    public void A_text_is_hashed_in_utf8() => Assert.Equal(FarmHash.Fingerprint(Encoding.UTF8.GetBytes("Köln 😀")), FarmHash.Fingerprint("Köln 😀"));
}
