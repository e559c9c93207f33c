using System.Buffers.Binary;
using System.Numerics;

namespace Hebb.Ops;

/// <summary>SipHash-2-4 (Aumasson and Bernstein, 2012): a hash with a key.</summary>
internal static class SipHash
{
    /// <summary>The hash of bytes under a key of two words.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong key0, ulong key1)
    {
        State state = new(key0, key1);
        ulong last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) { state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(bytes)); }
        for (int i = 0; i < bytes.Length; i++) { last |= (ulong)bytes[i] << (8 * i); }
        state.Absorb(last);
        return state.Finish();
    }

    private struct State(ulong key0, ulong key1)
    {
        // "somepseudorandomlygeneratedbytes"
        private ulong _a = key0 ^ 0x736F6D6570736575UL, _b = key1 ^ 0x646F72616E646F6DUL, _c = key0 ^ 0x6C7967656E657261UL, _d = key1 ^ 0x7465646279746573UL;

        public void Absorb(ulong word)
        {
            _d ^= word;
            Round();
            Round();
            _a ^= word;
        }

        public ulong Finish()
        {
            _c ^= 0xFF;
            for (int i = 0; i < 4; i++) { Round(); }
            return _a ^ _b ^ _c ^ _d;
        }

        private void Round()
        {
            _a += _b;
            _c += _d;
            _b = BitOperations.RotateLeft(_b, 13) ^ _a;
            _d = BitOperations.RotateLeft(_d, 16) ^ _c;
            _a = BitOperations.RotateLeft(_a, 32);
            _c += _b;
            _a += _d;
            _b = BitOperations.RotateLeft(_b, 17) ^ _c;
            _d = BitOperations.RotateLeft(_d, 21) ^ _a;
            _c = BitOperations.RotateLeft(_c, 32);
        }
    }
}
