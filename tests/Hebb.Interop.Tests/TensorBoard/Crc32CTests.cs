using Hebb.Interop.TensorBoard;

namespace Hebb.Interop.Tests.TensorBoard;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4; its checksums are written least significant byte first.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62A8AB43)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46DD794E)]
    [InlineData("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100", 0x113FDB5C)]
    [InlineData("01c00000000000000000000000000000140000000000040000000014000000182800000000000000" + "0200000000000000", 0xD9963A56)]
    [InlineData("313233343536373839", 0xE3069283)] // "123456789", the check value of CRC-32C/ISCSI
    [InlineData("", 0)]
    public void The_checksums_are_those_of_the_standard(string hex, uint expected) => Assert.Equal(expected, Crc32C.Of(Convert.FromHexString(hex)));
}
