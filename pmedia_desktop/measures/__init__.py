"""What the Measures (眉山市彭山区政务新媒体管理办法) demand: pure functions over the model."""
