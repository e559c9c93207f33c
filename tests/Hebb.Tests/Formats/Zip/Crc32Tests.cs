using Hebb.Formats.Zip;

namespace Hebb.Tests.Formats.Zip;

public class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_standard_is_met() => Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void Parts_give_the_checksum_of_the_whole(int cut) =>
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "123456789"u8[..cut]), "123456789"u8[cut..]));
}
